"""Which weeks of a term count, for the school and for one person.

A rhythm counts weeks with at least three working days (docs/rules.md#weeks).
A person's week counts when they were at school on at least three of its
working days: joined, not yet left, and not excused. Everything here is
arithmetic on dates that were read once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.terms.calendar import Calendar

if TYPE_CHECKING:
    from portal.deadlines.models import Excuse
    from portal.people.models import User
    from portal.terms.models import Term


class Lost(models.TextChoices):
    """Why a week does not count."""

    SHORT = "short", _("with fewer than the required working days")
    BEFORE = "before", _("before joining the school")
    AFTER = "after", _("after leaving the school")
    LEAVE = "leave", _("on leave")
    SECONDMENT = "secondment", _("on secondment")
    OTHER = "other", _("excused")


@dataclass(frozen=True)
class Week:
    """A week of the term and its working days, those outside the term left out."""

    number: int
    sunday: date
    days: tuple[date, ...]


@dataclass(frozen=True)
class TermWeeks:
    """The weeks of one term as the school's calendar has them."""

    term: Term
    weeks: tuple[Week, ...]
    min_days: int

    @classmethod
    def of(cls, term: Term) -> TermWeeks:
        """One query: the calendar of the term."""
        return cls.by(term, Calendar.between(term.starts_on, term.ends_on))

    @classmethod
    def by(cls, term: Term, calendar: Calendar) -> TermWeeks:
        weeks = tuple(_week(term, number, calendar) for number in range(1, term.week_count + 1))
        return cls(term, weeks, settings.PORTAL_WEEK_MIN_WORKING_DAYS)

    def short(self) -> dict[int, Lost]:
        """The weeks that count for nobody."""
        return {w.number: Lost.SHORT for w in self.weeks if len(w.days) < self.min_days}

    def spans_all(self, person: User) -> bool:
        """On the staff from before the first day until after the last."""
        joined_late = person.joined_on is not None and person.joined_on > self.term.starts_on
        return not joined_late and person.left_on is None

    def lost_to(self, person: User, excuses: Iterable[Excuse]) -> Mapping[int, Lost]:
        """The weeks that do not count for this person, with the main reason of each."""
        lost = self.short()
        excuses = list(excuses)
        if not excuses and self.spans_all(person):
            return lost
        for week in self.weeks:
            if week.number in lost:
                continue
            away = Counter(_reason_away(day, person, excuses) for day in week.days)
            if away.pop(None, 0) < self.min_days:
                lost[week.number] = away.most_common(1)[0][0]  # type: ignore[assignment]
        return lost


def _week(term: Term, number: int, calendar: Calendar) -> Week:
    monday, sunday = term.week_bounds(number)
    days = (monday + timedelta(days=n) for n in range(7))
    working = tuple(d for d in days if term.contains(d) and calendar.is_working_day(d))
    return Week(number, sunday, working)


def _reason_away(day: date, person: User, excuses: list[Excuse]) -> Lost | None:
    if person.joined_on is not None and day < person.joined_on:
        return Lost.BEFORE
    if person.left_on is not None and day > person.left_on:
        return Lost.AFTER
    for excuse in excuses:
        if excuse.covers(day):
            return Lost(excuse.reason)
    return None
