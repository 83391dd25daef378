"""What holds of every announcement, whatever the calendar and the hour.

Rule: docs/rules.md#reminders.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.deadlines.dues import Due
from portal.deadlines.offsets import latest_offset, sending_time
from portal.terms.calendar import Calendar

FIRST, LAST = date(2026, 9, 1), date(2026, 12, 31)
CALENDAR_DAYS = st.dictionaries(st.dates(FIRST, LAST), st.booleans(), max_size=30)
EARLIEST, LATEST = (datetime.fromisoformat(day) for day in ("2026-09-25", "2026-11-25"))
moments = st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC))
offsets = st.sets(st.integers(0, 14), max_size=5).map(tuple)


def due_at(moment, **kwargs):
    return Due("thing", 1, moment, "thing", "/", **kwargs)


def calendar_of(days):
    return Calendar(FIRST - timedelta(days=90), LAST + timedelta(days=90), days)


@given(CALENDAR_DAYS, moments, offsets)
def test_offsets_are_reached_in_order_each_once(days, moment, offsets):
    due, calendar = due_at(moment, offsets=offsets), calendar_of(days)
    hours = (moment + timedelta(hours=n) for n in range(-24 * 25, 24 * 30, 5))

    reached = [latest_offset(due, at, calendar) for at in hours]

    seen = [found.offset for found in reached if found is not None]
    assert seen == sorted(seen, reverse=True)
    assert {n for n in seen if n >= 0} <= set(offsets)
    assert 0 not in offsets or 0 in seen


@given(CALENDAR_DAYS, moments, offsets, moments)
def test_nothing_is_announced_before_its_day(days, moment, offsets, at):
    reached = latest_offset(due_at(moment, offsets=offsets), at, calendar_of(days))

    assert reached is None or reached.on <= timezone.localdate(at)


@given(CALENDAR_DAYS, moments, moments)
def test_mail_waits_for_the_hours_of_a_working_day_unless_due_that_day(days, at, moment):
    calendar = calendar_of(days)

    leaves = sending_time(at, moment, calendar)

    local = timezone.localtime(leaves)
    is_due_day = timezone.localdate(moment) == timezone.localdate(at)
    is_within = time(7, 30) <= local.time() < time(20, 30)
    assert leaves >= at
    assert is_due_day or (is_within and calendar.is_working_day(local.date()))


@given(moments)
def test_reminder_of_the_day_leaves_before_the_deadline(moment):
    calendar = calendar_of({})
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(moment), time.min))

    assert sending_time(midnight, moment, calendar) <= moment


@given(moments, moments)
def test_nobody_is_reminded_after_the_end(moment, end):
    due = due_at(moment, remind_until=end)

    assert latest_offset(due, end + timedelta(minutes=1), calendar_of({})) is None
