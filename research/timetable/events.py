"""Lessons in the agenda: who plans something is told whose lesson it would meet.

A routine: on the calendar only when its kind is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.agenda.sources import Event, EventSource, event_sources
from research.timetable.lessons import Lesson, lessons_between
from research.timetable.words import lesson_words, period_words

if TYPE_CHECKING:
    from portal.people.models import User


def lessons_taught_between(
    first: datetime, last: datetime, *, people: Iterable[User] | None = None
) -> Iterator[Event]:
    """The lessons truly taught by these people, or by everyone; five queries."""
    days = timezone.localdate(first), timezone.localdate(last)
    for lesson in lessons_between(people, *days):
        event = event_of(lesson)
        if event.meets(first, last):
            yield event


def own_lessons(user: User, first: datetime, last: datetime) -> Iterator[Event]:
    return lessons_taught_between(first, last, people=[user])


def event_of(lesson: Lesson) -> Event:
    return Event(
        key=lesson.key,
        title=lesson_words(lesson),
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        url=f"{reverse('timetable:everyone')}?person={lesson.person.staff_number}"
        f"&day={lesson.day.isoformat()}",
        kind=period_words(lesson.period),
        person_ids=frozenset({lesson.person_id}),
    )


def teaches_then(person: User, event: Event) -> str:
    """The timetable is the school's: everyone may know."""
    return _("%(person)s teaches %(lesson)s then, %(period)s.") % {
        "person": person.name,
        "lesson": event.title,
        "period": event.kind,
    }


event_sources.register(
    EventSource(
        slug="lesson",
        label=gettext_lazy("Lesson"),
        icon="calendar-days",
        between=lessons_taught_between,
        for_user=own_lessons,
        clash=teaches_then,
        is_routine=True,
    )
)
