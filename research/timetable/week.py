"""A week as a grid of days and periods, for a teacher or a class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal import clock
from portal.terms.models import CalendarDay, Term
from portal.terms.months import day_and_month
from portal.ui.dates import week_label
from research.timetable.lessons import Lesson, read_timetable
from research.timetable.words import weekday_words

if TYPE_CHECKING:
    from portal.people.models import User

WEEKEND = (6, 7)


@dataclass
class Day:
    """One column of the week. `note`: why it differs from its weekday."""

    date: date
    note: str = ""
    is_today: bool = False
    is_free: bool = False
    lessons: list[Lesson] = field(default_factory=list)

    @property
    def weekday(self) -> str:
        return weekday_words(self.date.isoweekday())

    @property
    def label(self) -> str:
        return day_and_month(self.date)

    def in_period(self, number: int) -> list[Lesson]:
        return [lesson for lesson in self.lessons if lesson.period == number]


@dataclass(frozen=True)
class PeriodRow:
    """One row of the grid."""

    number: int
    starts: time | None
    ends: time | None
    cells: list[list[Lesson]]


class Week:
    """Monday to Sunday of the week that holds `day`; five queries."""

    def __init__(self, day: date, *, person: User | None = None, class_name: str = "") -> None:
        self.monday = day - timedelta(days=day.weekday())
        self.sunday = self.monday + timedelta(days=6)
        people = [person] if person else None
        self.table = read_timetable(self.monday, self.sunday, people=people, class_name=class_name)
        self.lessons = self.table.lessons(self.monday, self.sunday)

    @property
    def previous(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def following(self) -> date:
        return self.monday + timedelta(days=7)

    @cached_property
    def term(self) -> Term | None:
        return next(iter(self.table.days.terms), None)

    @property
    def title(self) -> str:
        """第6周 10月5日至10月11日; an odd or an even week is said."""
        span = _("%(first)s to %(last)s") % {
            "first": day_and_month(self.monday),
            "last": day_and_month(self.sunday),
        }
        if self.term is None:
            return span
        week = self.term.week_of(self.sunday)
        kind = _("odd week") if week % 2 else _("even week")
        return _("%(week)s (%(kind)s), %(span)s") % {
            "week": week_label(week),
            "kind": kind,
            "span": span,
        }

    @cached_property
    def days(self) -> list[Day]:
        """Saturday and Sunday only where they are marked as worked or have lessons."""
        days = [self._day(self.monday + timedelta(days=n)) for n in range(7)]
        return [d for d in days if d.date.isoweekday() not in WEEKEND or d.lessons or d.note]

    def _day(self, day: date) -> Day:
        marked = self.table.days.marked.get(day)
        return Day(
            date=day,
            note=_note(marked),
            is_today=day == clock.today(),
            is_free=not self.table.days.is_open(day),
            lessons=[lesson for lesson in self.lessons if lesson.day == day],
        )

    @cached_property
    def rows(self) -> list[PeriodRow]:
        """The periods of the school's day, and those that only a lesson names."""
        periods = self.table.periods
        numbers = sorted({*periods, *(lesson.period for lesson in self.lessons)})
        return [
            PeriodRow(
                number,
                periods[number].starts if number in periods else None,
                periods[number].ends if number in periods else None,
                [day.in_period(number) for day in self.days],
            )
            for number in self._without_empty_end(numbers)
        ]

    def _without_empty_end(self, numbers: list[int]) -> list[int]:
        last = max((lesson.period for lesson in self.lessons), default=0)
        return [number for number in numbers if number <= max(last, 8)]

    def count(self, fits: Callable[[Lesson], bool] = lambda lesson: lesson.is_taught) -> int:
        return sum(map(fits, self.lessons))


def _note(marked: CalendarDay | None) -> str:
    if marked is None:
        return ""
    if marked.kind == CalendarDay.Kind.MAKE_UP:
        if marked.follows_weekday:
            said: dict[str, Any] = {"name": marked.name}
            said["weekday"] = weekday_words(marked.follows_weekday)
            return _("%(name)s: lessons as on %(weekday)s") % said
        return _("%(name)s: the office has not said yet which weekday's lessons") % {
            "name": marked.name
        }
    return marked.name
