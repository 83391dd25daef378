"""A record belongs to the term that holds its day; holiday work to the one the office names."""

from datetime import date

import pytest

from portal.terms.models import HolidayWork
from portal.terms.pick import term_for
from tests.factories import TermFactory


@pytest.fixture
def spring(term):
    return TermFactory(
        school_year=term.school_year,
        number=2,
        starts_on=date(2027, 2, 22),
        ends_on=date(2027, 7, 2),
        is_current=False,
    )


@pytest.mark.parametrize(
    "day",
    [date(2026, 9, 1), date(2026, 10, 3), date(2027, 1, 15)],
    ids=["first day", "a Saturday in between", "last day"],
)
def test_a_day_within_a_term_belongs_to_it(term, spring, day):
    assert term_for(day) == term


@pytest.mark.parametrize(
    "day", [date(2027, 1, 16), date(2027, 2, 21)], ids=["first free day", "last free day"]
)
def test_holiday_work_counts_in_the_term_that_follows(term, spring, day):
    assert term_for(day) == spring


def test_holiday_work_counts_in_the_term_just_ended_when_the_office_says_so(term, spring):
    term.holiday_work = HolidayWork.THIS_TERM
    term.save()

    assert term_for(date(2027, 2, 1)) == term
    assert term_for(date(2027, 2, 22)) == spring


def test_before_the_next_term_is_opened_holiday_work_counts_in_the_current_one(term):
    assert term_for(date(2027, 7, 20)) == term


def test_a_day_before_every_term_counts_in_the_first(term, spring):
    assert term_for(date(2026, 8, 20)) == term


def test_there_is_no_term_before_the_first_is_opened(db):
    assert term_for(date(2026, 9, 1)) is None


def test_a_day_within_a_term_costs_one_query(term, spring, django_assert_num_queries):
    with django_assert_num_queries(1):
        term_for(date(2026, 10, 8))
