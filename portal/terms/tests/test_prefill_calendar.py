"""The official calendar fills in the school's own, as far as it is known, and never over it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from portal.terms.calendar import Calendar
from portal.terms.mark_days import mark_days, unmark_days
from portal.terms.models import CalendarDay
from portal.terms.prefill import known_from, known_until, official_days, prefill_calendar

YEAR = date(2026, 9, 1), date(2027, 8, 31)


def names(first, last):
    days = CalendarDay.objects.between(first, last).order_by("date")
    return list(days.values_list("name", flat=True))


def test_holidays_and_make_up_days_come_with_their_chinese_names(db):
    prefill_calendar(*YEAR)

    assert names(date(2026, 9, 20), date(2026, 9, 27)) == ["国庆节调休"] + ["中秋节"] * 3
    assert names(date(2026, 10, 1), date(2026, 10, 10)) == ["国庆节"] * 7 + ["国庆节调休"]


def test_a_make_up_saturday_is_worked_and_a_holiday_is_not(db):
    prefill_calendar(*YEAR)

    calendar = Calendar.between(*YEAR)
    assert calendar.is_working_day(date(2026, 10, 10))
    assert not calendar.is_working_day(date(2026, 10, 5))


def test_nothing_is_known_beyond_the_official_calendar_and_weekdays_stand_in(db):
    filled = prefill_calendar(date(2027, 1, 1), date(2027, 7, 31))

    calendar = Calendar.between(date(2027, 1, 1), date(2027, 7, 31))
    assert filled.added == 0
    assert known_until() == date(2026, 12, 31)
    assert calendar.is_working_day(date(2027, 1, 1))
    assert not calendar.is_working_day(date(2027, 1, 2))


def test_the_last_known_day_is_filled_in_and_the_next_is_not(db):
    days = official_days(date(2025, 12, 31), date(2027, 1, 3))

    assert days[-1].date == date(2026, 10, 10)
    assert official_days(known_until(), known_until() + timedelta(days=400)) == []


def test_a_span_before_everything_known_is_empty(db):
    assert official_days(date(1999, 1, 1), date(2000, 1, 1)) == []


def test_filling_in_again_adds_nothing(db):
    first = prefill_calendar(*YEAR)
    again = prefill_calendar(*YEAR)

    assert first.added == 12
    assert (again.added, again.kept) == (0, 12)


def test_what_the_school_has_corrected_stays(wu):
    prefill_calendar(*YEAR)
    day = date(2026, 10, 10)
    mark_days(day, day, kind="holiday", name="校庆放假", replace=True, by=wu)

    prefill_calendar(*YEAR)

    assert names(day, day) == ["校庆放假"]


@pytest.mark.parametrize("corrected_first", [False, True], ids=["as filled in", "corrected"])
def test_what_the_school_has_taken_out_does_not_come_back(wu, corrected_first):
    prefill_calendar(*YEAR)
    day = date(2026, 9, 20)
    if corrected_first:
        mark_days(day, day, kind="event", name="开放日", replace=True, by=wu)

    unmark_days(day, day, by=wu)
    prefill_calendar(*YEAR)

    assert names(day, day) == []
    assert not Calendar.between(day, day).is_working_day(day)


def test_a_day_taken_out_can_be_marked_again(wu):
    prefill_calendar(*YEAR)
    day = date(2026, 9, 20)
    unmark_days(day, day, by=wu)

    mark_days(day, day, kind="make_up", name="调休上课", by=wu)

    assert names(day, day) == ["调休上课"]


def test_filling_in_costs_the_same_for_a_year_as_for_a_week(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        prefill_calendar(date(2020, 1, 1), date(2026, 12, 31))


class AnySpan(TestCase):
    """Whatever span is asked for, official days lie in it, and in what is known, once each."""

    @given(
        first=st.dates(date(1990, 1, 1), date(2040, 1, 1)),
        length=st.integers(min_value=-10, max_value=800),
    )
    def test_official_days_lie_in_the_span_and_in_what_is_known(self, first, length):
        last = first + timedelta(days=length)

        days = [day.date for day in official_days(first, last)]

        assert days == sorted(set(days))
        assert all(max(first, known_from()) <= d <= min(last, known_until()) for d in days)
        assert all(day.is_prefilled for day in official_days(first, last))
