"""What falls due: the hours of the year, on 31 December.

Where the school says so: the rules of hours (docs/rules.md#training-hours). It
is announced from the month of the rules on, to those who are short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.deadlines.dues import Due, DueSource, due_sources
from portal.deadlines.shares import end_of_day
from portal.people.models import User
from portal.records.per_head import teachers_of
from research.training.ledger import Ledger, PersonYear
from research.training.models import HourEntry
from research.training.rule_book import Rules

#: From June to the end of the year, the earliest that the rules may warn, and rest days.
LONGEST_OFFSET = 225
#: Days before the end of the year, besides the first of the rules' month.
OFFSETS = (60, 30, 14, 7, 3, 1, 0)
#: The year is over: it is brought up once more.
OVERDUE_TIMES = 1


def hour_dues(
    first: datetime, last: datetime, people: Iterable[User] | None = None
) -> Iterator[Due]:
    """One due a person and year; the queries of the ledger for each 31 December in the window.

    Nothing falls due in a year of which the school keeps no hours at all.
    """
    asked = None if people is None else list(people)
    for year in range(timezone.localdate(first).year, timezone.localdate(last).year + 1):
        due_at = end_of_day(date(year, 12, 31))
        if first <= due_at <= last and HourEntry.objects.keeps(year):
            yield from _dues_of_year(year, due_at, _who(asked))


def _who(asked: list[User] | None) -> list[User]:
    if asked is None:
        return list(teachers_of(None).filter(status=User.Status.ACTIVE))
    return [p for p in asked if p.is_teacher and p.is_active and p.status == User.Status.ACTIVE]


def _dues_of_year(year: int, due_at: datetime, people: list[User]) -> Iterator[Due]:
    if not people:
        return
    ledger = Ledger(people, year, year)
    url = f"{reverse('training:mine')}?year={year}"
    for person in ledger.years(year):
        if person.reckoning.owed.hours:
            yield _due(person, due_at, url)


def _due(person: PersonYear, due_at: datetime, url: str) -> Due:
    """Whole hours, rounded against the person, so that half an hour is still missing."""
    owed = _whole(person.reckoning.owed.hours)
    return Due(
        key=f"hours:{person.year}",
        person_id=person.person.pk,
        due_at=due_at,
        label=_label(person.year),
        url=url,
        owed=owed,
        done=max(0, owed - _whole(person.reckoning.missing)),
        offsets=_offsets(person.rules, person.year),
        overdue_times=OVERDUE_TIMES,
    )


def _offsets(rules: Rules, year: int) -> tuple[int, ...]:
    begins = (date(year, 12, 31) - rules.warns_on(year)).days
    return (begins, *(offset for offset in OFFSETS if offset < begins))


def _whole(hours: Decimal) -> int:
    return int(hours.to_integral_value(ROUND_CEILING))


def _year_label(year: int) -> str:
    return gettext("Training hours of %(year)s") % {"year": year}


_label = lazy(_year_label, str)

due_sources.register(
    DueSource("training_hours", _("Training hours"), hour_dues, longest_offset=LONGEST_OFFSET)
)
