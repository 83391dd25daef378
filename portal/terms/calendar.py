"""Working days: the school's own calendar first, weekdays where nothing is known.

A `Calendar` is read once (one query) for a span of days and asked many times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from portal.prepared import prepared
from portal.terms.models import CalendarDay


@prepared
def _exceptions(first: date, last: date) -> QuerySet:
    return CalendarDay.objects.between(first, last).values_list("date", "is_working")


@dataclass(frozen=True)
class Calendar:
    """The days between `first` and `last` that differ from the weekday rule."""

    first: date
    last: date
    exceptions: dict[date, bool]

    @classmethod
    def between(cls, first: date, last: date) -> Calendar:
        return cls(first, last, dict(_exceptions(first, last)))

    def is_working_day(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < 5)

    def working_days(self, first: date, last: date) -> int:
        """How many working days lie between the two days, both included."""
        span = (last - first).days + 1
        return sum(self.is_working_day(first + timedelta(days=n)) for n in range(span))

    def add_working_days(self, day: date, count: int) -> date:
        """The working day that comes `count` working days after `day` (before, if negative)."""
        step = timedelta(days=1 if count > 0 else -1)
        while count:
            day += step
            if self.is_working_day(day):
                count -= 1 if count > 0 else -1
        return day

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day
