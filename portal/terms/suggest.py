"""What the form of a new term begins with: the term after the last one, with usual dates.

First term from 1 September, second term after four weeks of winter holiday,
twenty teaching weeks each (docs/rules.md#calendar). Only a suggestion: the office
types what the education bureau announced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portal.terms.models import Term

USUAL_WEEKS = 20
WINTER_HOLIDAY_WEEKS = 4


@dataclass(frozen=True)
class Suggestion:
    first_year: int
    number: int
    starts_on: date
    ends_on: date


def suggest_term(after: Term | None, *, today: date) -> Suggestion:
    """The term that follows `after`; without one, the term that `today` lies in or before."""
    if after is None:
        if 2 <= today.month <= 7:
            return _second(today.year - 1, date(today.year, 1, 15))
        return _first(today.year if today.month >= 8 else today.year - 1)
    if after.number == Term.Number.FIRST:
        return _second(after.school_year.starts_on.year, after.ends_on)
    return _first(after.school_year.starts_on.year + 1)


def _first(year: int) -> Suggestion:
    starts_on = date(year, 9, 1)
    if starts_on.weekday() >= 5:
        starts_on += timedelta(days=7 - starts_on.weekday())
    return Suggestion(year, Term.Number.FIRST, starts_on, _friday_of_last_week(starts_on))


def _second(year: int, first_term_ends: date) -> Suggestion:
    monday_after = first_term_ends + timedelta(days=7 - first_term_ends.weekday())
    starts_on = monday_after + timedelta(weeks=WINTER_HOLIDAY_WEEKS)
    return Suggestion(year, Term.Number.SECOND, starts_on, _friday_of_last_week(starts_on))


def _friday_of_last_week(starts_on: date) -> date:
    monday = starts_on - timedelta(days=starts_on.weekday())
    return monday + timedelta(weeks=USUAL_WEEKS - 1, days=4)
