"""How long a record has waited for its decision, in the school's working days.

A reviewer answers within PORTAL_REVIEW_FALLTHROUGH_WORKING_DAYS working days
(docs/rules.md#records); what lies longer also appears in the office's queue.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from portal import clock
from portal.people.models import User
from portal.terms.calendar import Calendar

#: How far back ages are counted, and how far on due days are looked for.
LOOK_BACK = timedelta(days=200)
LOOK_AHEAD = timedelta(days=100)


@dataclass(frozen=True)
class ReviewClock:
    """Read once (one query), asked for every row of a queue."""

    today: date
    working_days: list[date]
    allowed: int

    @classmethod
    def at(cls, moment: datetime | None = None) -> ReviewClock:
        today = timezone.localdate(moment or clock.now())
        first, last = today - LOOK_BACK, today + LOOK_AHEAD
        calendar = Calendar.between(first, last)
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        days = [day for day in span if calendar.is_working_day(day)]
        return cls(today, days, settings.PORTAL_REVIEW_FALLTHROUGH_WORKING_DAYS)

    @classmethod
    def of(cls, user: User) -> ReviewClock:
        """The clock of the request: read once for this user and day."""
        cached: ReviewClock | None = getattr(user, "review_clock_today", None)
        if cached is None or cached.today != clock.today():
            cached = user.review_clock_today = cls.at()  # type: ignore[attr-defined]
        return cached

    def age(self, submitted_at: datetime) -> int:
        """Working days after the day of submission, up to and including today."""
        since = timezone.localdate(submitted_at)
        return bisect_right(self.working_days, self.today) - bisect_right(self.working_days, since)

    def due_on(self, submitted_at: datetime) -> date:
        """The last day on which an answer is in time."""
        after = bisect_right(self.working_days, timezone.localdate(submitted_at))
        return self.working_days[min(after + self.allowed, len(self.working_days)) - 1]

    def is_overdue(self, submitted_at: datetime) -> bool:
        return submitted_at < self.falls_through_before

    @property
    def falls_through_before(self) -> datetime:
        """What was submitted before this moment has lain too long today."""
        before_today = bisect_right(self.working_days, self.today - timedelta(days=1))
        day = self.working_days[max(before_today - self.allowed, 0)]
        return timezone.make_aware(datetime.combine(day, time.min))
