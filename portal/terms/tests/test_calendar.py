"""Working days: counting them and walking along them, forwards and backwards."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.terms.calendar import Calendar
from portal.terms.prefill import prefill_calendar

FIRST, LAST = date(2026, 9, 1), date(2027, 1, 31)
DAYS = st.dates(FIRST, LAST)
CALENDARS = st.dictionaries(DAYS, st.booleans(), max_size=40).map(
    lambda exceptions: Calendar(FIRST, LAST, exceptions)
)


@pytest.fixture
def autumn(db):
    prefill_calendar(FIRST, LAST)
    return Calendar.between(FIRST, LAST)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 8), 2, date(2026, 10, 10)),
        (date(2026, 10, 9), 5, date(2026, 10, 15)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 9, 5), 0, date(2026, 9, 5)),
    ],
    ids=["over the holiday", "make-up Saturday counts", "over a week", "backwards", "none"],
)
def test_working_days_are_added_over_holidays_and_make_up_days(autumn, start, count, end):
    assert autumn.add_working_days(start, count) == end


def test_the_next_working_day_skips_the_whole_holiday(autumn):
    assert autumn.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert autumn.next_working_day(date(2026, 9, 20)) == date(2026, 9, 20)


def test_reading_a_term_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        Calendar.between(FIRST, LAST).working_days(FIRST, LAST)


@given(CALENDARS, DAYS, st.integers(1, 30))
def test_adding_lands_on_a_working_day_and_passes_exactly_so_many(calendar, day, count):
    end = calendar.add_working_days(day, count)

    assert calendar.is_working_day(end)
    assert calendar.working_days(day + timedelta(days=1), end) == count


@given(CALENDARS, DAYS, st.integers(1, 30))
def test_adding_and_taking_away_meet_again_on_working_days(calendar, day, count):
    start = calendar.next_working_day(day)

    assert calendar.add_working_days(calendar.add_working_days(start, count), -count) == start


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_working_days_add_up(calendar, a, b, c):
    a, b, c = sorted([a, b, c])

    whole = calendar.working_days(a, c)

    assert whole == calendar.working_days(a, b) + calendar.working_days(b + timedelta(days=1), c)


@given(CALENDARS, DAYS)
def test_the_next_working_day_has_no_working_day_before_it(calendar, day):
    following = calendar.next_working_day(day)

    assert calendar.is_working_day(following)
    assert calendar.working_days(day, following - timedelta(days=1)) == 0
