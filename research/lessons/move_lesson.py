"""Moving an announced lesson to another time or room; the row and its seats stay.

Those who booked a seat are told, and the teacher, when somebody else moved it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import clock
from portal.refusal import Refused
from portal.terms.pick import term_for
from research.lessons.models import OpenLesson, Stage
from research.lessons.notice_types import LESSON_MOVED
from research.lessons.stage import lock_lesson, require_open, require_stage, save_stage, show_on
from research.lessons.tell import holders, stamp, tell

if TYPE_CHECKING:
    from portal.people.models import User

CHANGED = ("starts_at", "ends_at", "period", "room", "occurred_on", "term_id")


@transaction.atomic
def move_lesson(
    lesson: OpenLesson,
    *,
    by: User,
    starts_at: datetime,
    ends_at: datetime,
    period: int | None,
    room: str,
    reason: str = "",
    at: datetime | None = None,
) -> OpenLesson:
    """Set another time and room. Where nothing differs nothing happens and nobody is told.

    Refused: `wrong_stage` unless announced, `wrong_state`, `time_passed`, `ends_before`.
    """
    locked = lock_lesson(lesson)
    require_stage(locked, Stage.ANNOUNCED)
    require_open(locked)
    wanted = (starts_at, ends_at, period, room)
    if wanted != (locked.starts_at, locked.ends_at, locked.period, locked.room):
        _require_time(starts_at, ends_at, at or clock.now())
        locked.starts_at, locked.ends_at, locked.period, locked.room = wanted
        locked.occurred_on = timezone.localdate(starts_at)
        term = term_for(locked.occurred_on)
        if term is not None:
            locked.term = term
        save_stage(locked, "starts_at", "ends_at", "period", "room", "occurred_on", "term")
        _tell(locked, by, reason)
    show_on(lesson, locked, CHANGED)
    return lesson


def _require_time(starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused("ends_before", _("The end lies before the beginning."))
    if starts_at <= at:
        raise Refused("time_passed", _("This time has passed. Choose a time to come."))


def _tell(lesson: OpenLesson, by: User, reason: str) -> None:
    told = {person.pk: person for person in [*holders(lesson), lesson.author]}
    told.pop(by.pk, None)
    key = f"{stamp(lesson)}:{lesson.version}"
    tell(lesson, LESSON_MOVED, to=told.values(), key=key, words=reason)
