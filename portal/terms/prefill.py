"""The official calendar, as far as it is known: public holidays and make-up days.

The source is the chinesecalendar package, whose data ends with a year (the
State Council announces each year in the autumn before). Beyond that day
nothing is known: weekdays stand in, and the school adds its own days. What
the school has edited or struck out is never overwritten, however often the
calendar is filled in again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar import get_holiday_detail
from chinese_calendar.constants import Holiday, holidays
from django.db import transaction

from portal.terms.models import CalendarDay

_CHINESE = {holiday.value: holiday.chinese for holiday in Holiday}
#: The package shortens three names; a school writes them out.
_FULL = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


@dataclass(frozen=True)
class Prefill:
    """What filling in did: days added, days that were already marked, and how far it knew."""

    added: int
    kept: int
    known_until: date

    def covers(self, last: date) -> bool:
        return last <= self.known_until


def known_until() -> date:
    """The last day of the official calendar that this installation knows."""
    return date(max(holidays).year, 12, 31)


def known_from() -> date:
    return date(min(holidays).year, 1, 1)


def official_days(first: date, last: date) -> list[CalendarDay]:
    """Unsaved days of the official calendar within the span; none beyond what is known."""
    first, last = max(first, known_from()), min(last, known_until())
    span = (last - first).days + 1
    days = (official_day(first + timedelta(days=n)) for n in range(span))
    return [day for day in days if day is not None]


def official_day(day: date) -> CalendarDay | None:
    """The holiday or make-up day of that date, unsaved; None for an ordinary day."""
    is_free, english = get_holiday_detail(day)
    if english is None:
        return None
    chinese = _CHINESE.get(english, english)
    name = _FULL.get(chinese, chinese)
    kind = CalendarDay.Kind.HOLIDAY if is_free else CalendarDay.Kind.MAKE_UP
    return CalendarDay(
        date=day,
        kind=kind,
        is_working=not is_free,
        name=name if is_free else f"{name}调休",
        is_prefilled=True,
    )


@transaction.atomic
def prefill_calendar(first: date, last: date) -> Prefill:
    """Add the official days of the span that the school's calendar does not have yet.

    Three queries. Safe to repeat, and safe when two people do it at once.
    """
    official = official_days(first, last)
    known = set(
        CalendarDay.objects.filter(date__range=(first, last)).values_list("date", flat=True)
    )
    fresh = [day for day in official if day.date not in known]
    CalendarDay.objects.bulk_create(fresh, ignore_conflicts=True)
    return Prefill(added=len(fresh), kept=len(official) - len(fresh), known_until=known_until())
