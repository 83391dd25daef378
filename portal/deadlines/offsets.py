"""When a due is announced, and when the mail about it may leave.

Rule: docs/rules.md#reminders. Announced at its offsets before the day, on the
day, and weekly while overdue. An offset that falls on a rest day is moved to
the last working day before it, a weekly reminder to the next one; the day
itself is never moved. Of several moments that have passed only the latest
counts, so whoever slept sends one reminder and not a flood.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from portal.deadlines.dues import Due
from portal.deadlines.shares import has_passed
from portal.terms.calendar import Calendar

#: The longest offset a requirement may name.
LONGEST_OFFSET = 30


#: After this long a crossing that nobody was told of is history, not news.
NEWS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reached:
    """An offset reached: days before the due day, negative after it; and on which day."""

    offset: int
    on: date

    def is_news(self, today: date) -> bool:
        """Still worth telling for the first time; before the due day it always is."""
        return self.offset > 0 or today - self.on <= NEWS


def latest_offset(due: Due, at: datetime, calendar: Calendar) -> Reached | None:
    """The offset reached last; None before the first, and once nobody is reminded any more."""
    if due.remind_until is not None and has_passed(due.remind_until, at):
        return None
    today, due_on = timezone.localdate(at), timezone.localdate(due.due_at)
    if today >= due_on:
        overdue = _latest_overdue(due, today, due_on, calendar)
        if overdue is not None:
            return overdue
    reached = [
        found
        for found in (Reached(n, _announced_on(due_on, n, calendar)) for n in due.offsets)
        if found.on <= today
    ]
    return min(reached, key=lambda found: found.offset, default=None)


def _announced_on(due_on: date, offset: int, calendar: Calendar) -> date:
    day = due_on - timedelta(days=offset)
    while offset and not calendar.is_working_day(day) and day > calendar.first:
        day -= timedelta(days=1)
    return day


def _latest_overdue(due: Due, today: date, due_on: date, calendar: Calendar) -> Reached | None:
    weeks = (today - due_on).days // 7
    if due.overdue_times is not None:
        weeks = min(weeks, due.overdue_times)
    while weeks > 0:
        day = calendar.next_working_day(due_on + timedelta(weeks=weeks))
        if today >= day:
            return Reached(-7 * weeks, day)
        weeks -= 1
    return None


def sending_time(at: datetime, due_at: datetime, calendar: Calendar) -> datetime:
    """The first moment from `at` on at which a mail about this due may leave.

    Within the hours of a working day; on the due day also of a rest day and
    late in the evening, but not after the deadline for want of the hour.
    """
    local = timezone.localtime(at)
    start, end = _clock(settings.PORTAL_DIGEST_START), _clock(settings.PORTAL_DIGEST_END)
    opening = _moment(local.date(), start)
    if timezone.localdate(due_at) == local.date():
        return max(at, opening) if max(at, opening) <= due_at else at
    if calendar.is_working_day(local.date()) and local.time() < end:
        return max(at, opening)
    return next_opening(local.date(), calendar)


def next_opening(day: date, calendar: Calendar) -> datetime:
    """The start of the hours on the next working day after `day`."""
    start = _clock(settings.PORTAL_DIGEST_START)
    return _moment(calendar.next_working_day(day + timedelta(days=1)), start)


def _clock(text: str) -> time:
    return time.fromisoformat(text)


def _moment(day: date, clock_time: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock_time))
