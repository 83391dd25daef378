"""How long records wait for a decision, in the school's working days.

Rule: a reviewer answers within five working days (docs/rules.md#records; a setting).
The median is over what was decided in the term; what still waits is counted
apart, because a queue that nobody opens would otherwise look fast.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from portal.records.models import Record, State
from portal.records.querysets import RecordQuerySet
from portal.terms.calendar import Calendar

if TYPE_CHECKING:
    from portal.people.models import Group
    from portal.terms.models import Term

#: Kinds on which nobody decides have no level, and no time of review.
REVIEWED = Q(submitted_at__isnull=False, review_level__gt="")
DECIDED = REVIEWED & Q(state__in=[State.ACCEPTED, State.RETURNED], decided_at__isnull=False)
WAITING = REVIEWED & Q(state=State.SUBMITTED)


@dataclass(frozen=True)
class ReviewAges:
    """Working days; None where nothing was decided, or nothing waits."""

    decided: int
    median: int | None
    in_time: int
    waiting: int
    oldest: int | None

    @property
    def in_time_percent(self) -> int | None:
        return self.in_time * 100 // self.decided if self.decided else None


@dataclass(frozen=True)
class WorkingDays:
    """Ages between any two days of a span, counted from one reading of the calendar."""

    days: list[date]

    @classmethod
    def between(cls, first: date, last: date) -> WorkingDays:
        calendar = Calendar.between(first, last)
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return cls([day for day in span if calendar.is_working_day(day)])

    @classmethod
    def of_term(cls, term: Term, today: date) -> WorkingDays:
        """Enough for whatever was handed in for the term, also a little before it."""
        return cls.between(term.starts_on - timedelta(days=60), max(today, term.ends_on))

    def age(self, since: date, until: date) -> int:
        """Working days after `since`, up to and including `until`."""
        return bisect_right(self.days, until) - bisect_right(self.days, since)


def review_ages(term: Term, *, group: Group | None, at: datetime) -> ReviewAges:
    """Of the school, or of one group; two queries."""
    records = Record.objects.in_term(term)
    return ages_of(records if group is None else records.in_group(group), term, at=at)


def ages_of(records: RecordQuerySet, term: Term, *, at: datetime) -> ReviewAges:
    """Two queries: the calendar, and what was handed in by the days of its review."""
    today = timezone.localdate(at)
    working = WorkingDays.of_term(term, today)
    decided: list[tuple[int, int]] = []
    waiting, oldest = 0, None
    for state, since, until, n in _by_days(records):
        if state != State.SUBMITTED:
            decided.append((working.age(since, until), n))
            continue
        waiting, oldest = waiting + n, min(since, oldest or since)
    allowed = settings.PORTAL_REVIEW_FALLTHROUGH_WORKING_DAYS
    return ReviewAges(
        decided=sum(n for _age, n in decided),
        median=median_of(decided),
        in_time=sum(n for age, n in decided if age <= allowed),
        waiting=waiting,
        oldest=working.age(oldest, today) if oldest else None,
    )


def median_of(ages: list[tuple[int, int]]) -> int | None:
    """The lower median of (age, how often)."""
    half = (sum(n for _age, n in ages) + 1) // 2
    for age, n in sorted(ages):
        half -= n
        if half <= 0:
            return age
    return None


def _by_days(records: RecordQuerySet) -> Iterator[tuple[str, date, date, int]]:
    """(state, day handed in, day decided, how many); the second day of what waits says nothing."""
    yield from (
        records.filter(DECIDED | WAITING)
        .order_by()
        .values("state", since=TruncDate("submitted_at"), until=TruncDate("decided_at"))
        .annotate(n=Count("*"))
        .values_list("state", "since", "until", "n")
    )
