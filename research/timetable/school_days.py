"""On which days there are lessons, and by which weekday's timetable.

Rule: docs/rules.md#timetable. A holiday and a day of exams have no lessons; a
make-up day (调休) has those of the weekday the office names for it, none until
then; every other day its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.terms.models import CalendarDay, Term


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day of the span, both ends included."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


@dataclass(frozen=True)
class SchoolDays:
    """The terms and marked days of a span, read once (two queries) and asked many times."""

    terms: list[Term]
    marked: dict[date, CalendarDay] = field(default_factory=dict)

    @classmethod
    def between(cls, first: date, last: date) -> SchoolDays:
        terms = list(Term.objects.overlapping(first, last))
        days = CalendarDay.objects.between(first, last)
        return cls(terms, {day.date: day for day in days})

    @classmethod
    def of_term(cls, term: Term) -> SchoolDays:
        """One query."""
        days = CalendarDay.objects.between(term.starts_on, term.ends_on)
        return cls([term], {day.date: day for day in days})

    def term_of(self, day: date) -> Term | None:
        return next((term for term in self.terms if term.contains(day)), None)

    def weekday_of(self, day: date) -> int | None:
        """Which weekday's lessons are taught on `day`, 1 for Monday; None for none."""
        if not self.is_open(day):
            return None
        marked = self.marked.get(day)
        if marked is not None and marked.kind == CalendarDay.Kind.MAKE_UP:
            return marked.follows_weekday
        return day.isoweekday()

    def is_open(self, day: date) -> bool:
        """Whether a lesson may be held on `day` at all: in a term, and school is not closed."""
        marked = self.marked.get(day)
        if self.term_of(day) is None:
            return False
        return marked is None or (marked.is_working and marked.kind != CalendarDay.Kind.EXAM)

    def week_of(self, day: date) -> int:
        """The week of the term, whose number says odd or even; 0 outside every term."""
        term = self.term_of(day)
        return term.week_of(day) if term else 0
