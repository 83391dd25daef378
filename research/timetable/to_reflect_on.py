"""The lessons taught today that have no reflection yet: for the home page and the form.

Two queries, and one alone for who has no timetable: what is read elsewhere in
five is asked for here within the query of the person's own entries.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.people.rules import is_teacher
from portal.prepared import prepared
from portal.records.models import State
from portal.terms.models import CalendarDay
from research.reflections.models import LessonReflection
from research.timetable.lessons import Lesson, Timetable
from research.timetable.models import Entry, Period, Substitution
from research.timetable.school_days import SchoolDays

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term


def lessons_to_reflect_on(user: User, term: Term | None, at: datetime) -> list[Lesson]:
    """Of today's lessons that have begun, those without a reflection."""
    today = timezone.localdate(at)
    if term is None or not is_teacher(user) or not term.contains(today):
        return []
    entries = _entries(user.pk, term.pk, today)
    if not entries:
        return []
    changes = _changes(user.pk, today)
    lessons = _timetable(user, term, today, entries, changes).lessons(today, today)
    reflected = {(row.period, row.class_name) for row in entries if row.is_reflected}
    reflected |= {(row.taught_in, row.class_name) for row in changes if row.is_reflected}
    return [
        lesson
        for lesson in lessons
        if lesson.is_taught
        and lesson.starts_at <= at
        and (lesson.period, lesson.class_name) not in reflected
    ]


@prepared
def _entries(person: int, term: int, today: date) -> QuerySet[Any, Any]:
    """The person's week with what is known of today: the bell, the calendar, reflections."""
    marked = CalendarDay.objects.between(today, today)
    rows = Entry.objects.filter(term_id=term, person_id=person).select_related("subject", "person")
    return rows.annotate(
        **_bell("period"),
        is_reflected=_reflected(person, today, "period"),
        day_kind=Subquery(marked.values("kind")[:1]),
        day_works=Subquery(marked.values("is_working")[:1]),
        day_follows=Subquery(marked.values("follows_weekday")[:1]),
    )


@prepared
def _changes(person: int, today: date) -> QuerySet[Any, Any]:
    rows = Substitution.objects.live().touching(today, today).of([person])
    rows = rows.select_related("subject", "person", "substitute")
    return rows.annotate(taught_in=Coalesce("to_period", "period")).annotate(
        **_bell("period"),
        to_starts=_of_bell("starts", "to_period"),
        to_ends=_of_bell("ends", "to_period"),
        is_reflected=_reflected(person, today, "taught_in"),
    )


def _bell(period: str) -> dict[str, Subquery]:
    return {"starts": _of_bell("starts", period), "ends": _of_bell("ends", period)}


def _of_bell(name: str, period: str) -> Subquery:
    return Subquery(Period.objects.filter(number=OuterRef(period)).values(name)[:1])


def _of_today(person: int, today: date) -> Any:
    rows = LessonReflection.objects.filter(author_id=person, occurred_on=today)
    return rows.exclude(state=State.WITHDRAWN)


def _reflected(person: int, today: date, period: str) -> Exists:
    fits = Q(period=OuterRef(period)) | Q(period=None, class_name=OuterRef("class_name"))
    return Exists(_of_today(person, today).filter(fits))


def _timetable(
    user: User, term: Term, today: date, entries: list[Any], changes: list[Any]
) -> Timetable:
    first = entries[0]
    marked = {}
    if first.day_kind is not None:
        marked[today] = CalendarDay(
            date=today,
            kind=first.day_kind,
            is_working=first.day_works,
            follows_weekday=first.day_follows,
        )
    return Timetable(
        days=SchoolDays([term], marked),
        entries=entries,
        changes=changes,
        periods=_periods(entries, changes),
        people=frozenset({user.pk}),
    )


def _periods(entries: list[Any], changes: list[Any]) -> dict[int, Period]:
    """Those of the bell that these lessons need."""
    hours: dict[int | None, tuple[time | None, time | None]] = {}
    for row in (*entries, *changes):
        hours[row.period] = (row.starts, row.ends)
    for change in changes:
        hours[change.to_period] = (change.to_starts, change.to_ends)
    return {
        number: Period(number=number, starts=starts, ends=ends)
        for number, (starts, ends) in hours.items()
        if number and starts and ends
    }
