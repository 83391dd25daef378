"""Beginning an observation: the record is made at once, so that nothing written is lost.

One per observer and lesson: who begins again goes on with what is there. It is
scored by the rubric that serves that day's term.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import clock
from portal.records.models import Part, Participation, Visibility
from portal.refusal import Refused
from portal.terms.pick import term_for
from research.lessons.models import OpenLesson, Stage
from research.observations.models import Observation, Occasion, Rubric

if TYPE_CHECKING:
    from portal.people.models import Subject, User

KIND = "observation"


@dataclass(frozen=True)
class Heard:
    """The lesson heard: an announced one, or what the observer says of it."""

    occasion: Occasion
    occurred_on: date
    lesson: OpenLesson | None = None
    teacher: User | None = None
    outside_teacher: str = ""
    lesson_topic: str = ""
    class_name: str = ""
    subject: Subject | None = None
    period: int | None = None

    @classmethod
    def at(cls, lesson: OpenLesson) -> Heard:
        return cls(
            Occasion.OPEN_LESSON,
            lesson.occurred_on,
            lesson=lesson,
            teacher=lesson.author,
            lesson_topic=lesson.lesson_topic,
            class_name=lesson.class_name,
            subject=lesson.subject,
            period=lesson.period,
        )

    @property
    def key(self) -> str:
        """One teacher teaches one lesson in a period; "" where that is not known."""
        if self.teacher is None or self.period is None:
            return ""
        return f"{self.teacher.pk}:{self.occurred_on.isoformat()}:{self.period}"

    def values(self) -> dict[str, object]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@transaction.atomic
def start_observation(heard: Heard, *, by: User, at: datetime | None = None) -> Observation:
    """A draft of this observer for this lesson; repeating it returns the one there is.

    Refused: `own_lesson`, `not_yet`, `cancelled`, `no_term`.
    """
    known = _known(heard, by)
    if known is not None:
        return known
    _require_hearable(heard, by, at or clock.now())
    try:
        with transaction.atomic():
            return _create(heard, by)
    except IntegrityError:
        known = _known(heard, by)
        if known is None:
            raise
        return known


def _known(heard: Heard, by: User) -> Observation | None:
    mine = Observation.objects.filter(observer=by)
    if heard.lesson is not None and (found := mine.filter(lesson=heard.lesson).first()):
        return found
    return mine.filter(heard=heard.key).first() if heard.key else None


def _require_hearable(heard: Heard, by: User, at: datetime) -> None:
    if heard.teacher is not None and heard.teacher.pk == by.pk:
        raise Refused("own_lesson", _("This is your own lesson: write a reflection on it."))
    if heard.occurred_on > timezone.localdate(at):
        raise Refused("not_yet", _("This lesson is still to come."))
    if heard.lesson is not None and heard.lesson.stage == Stage.CANCELLED:
        raise Refused("cancelled", _("This lesson did not take place."))


def _create(heard: Heard, by: User) -> Observation:
    term = term_for(heard.occurred_on)
    if term is None:
        raise Refused("no_term", _("No term has been opened yet. Ask the research office."))
    group = heard.teacher.main_group if heard.teacher is not None else by.main_group
    observation = Observation.objects.create(
        kind=KIND,
        author=by,
        observer=by,
        term=term,
        group=group,
        title=heard.lesson_topic,
        visibility=Visibility.NAMED,
        rubric=Rubric.objects.serving(term),
        heard=heard.key,
        **heard.values(),
    )
    if heard.teacher is not None:
        Participation.objects.create(record=observation, person=heard.teacher, part=Part.OBSERVED)
    return observation
