"""Open lessons on the calendar: the teacher and those who booked a seat are bound to be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.agenda.sources import Event, EventSource, event_sources
from portal.agenda.words import event_time
from research.lessons.models import OpenLesson, Seat, Stage

if TYPE_CHECKING:
    from portal.people.models import User


def key_of(pk: int | None) -> str:
    return f"open_lesson:{pk}"


def event_of(lesson: OpenLesson, observers: Iterable[int] = ()) -> Event:
    assert lesson.starts_at is not None  # noqa: S101 - announced lessons have a time
    assert lesson.ends_at is not None  # noqa: S101
    return Event(
        key=key_of(lesson.pk),
        title=lesson.title,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        url=lesson.get_absolute_url(),
        place=lesson.room,
        kind=lesson.get_lesson_kind_display(),
        person_ids=frozenset({lesson.author_id, *observers}),
        group_ids=frozenset() if lesson.group_id is None else frozenset({lesson.group_id}),
        is_cancelled=lesson.is_cancelled,
        changed_at=lesson.updated_at,
    )


def lessons_between(
    first: datetime, last: datetime, *, people: Iterable[User] | None = None
) -> Iterator[Event]:
    """What takes people's time: theirs to teach, and those they booked a seat in; two queries."""
    lessons = OpenLesson.objects.standing().between(first, last)
    if people is not None:
        ids = [person.pk for person in people]
        booked = Seat.objects.held().filter(person__in=ids).values("lesson_id")
        lessons = lessons.filter(Q(author__in=ids) | Q(pk__in=booked))
    yield from _events(lessons)


def announced_lessons(user: User, first: datetime, last: datetime) -> Iterator[Event]:
    """Every announced lesson of the school, cancelled ones too: open means open; two queries."""
    lessons = OpenLesson.objects.exclude(stage=Stage.DRAFT).between(first, last)
    yield from _events(lessons.visible_to(user))


def _events(lessons: Iterable[OpenLesson]) -> Iterator[Event]:
    found = list(lessons)
    observers: dict[int, list[int]] = {}
    seats = Seat.objects.held().filter(lesson__in=[lesson.pk for lesson in found])
    for lesson_id, person_id in seats.values_list("lesson_id", "person_id"):
        observers.setdefault(lesson_id, []).append(person_id)
    for lesson in found:
        yield event_of(lesson, observers.get(lesson.pk, ()))


def is_at_lesson(person: User, event: Event) -> str:
    """Whether they teach it or hear it, all may know: open lessons are the school's."""
    return _("%(person)s is at the open lesson “%(title)s”, %(time)s.") % {
        "person": person.name,
        "title": event.title,
        "time": event_time(event),
    }


event_sources.register(
    EventSource(
        slug="open_lesson",
        label=gettext_lazy("Open lesson"),
        icon="presentation",
        between=lessons_between,
        for_user=announced_lessons,
        clash=is_at_lesson,
    )
)
