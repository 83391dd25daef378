"""The form of a new term suggests the term that comes next, with usual dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.terms.models import SchoolYear, Term
from portal.terms.suggest import suggest_term


def a_term(number, first_year, ends_on):
    year = SchoolYear(starts_on=date(first_year, 9, 1), ends_on=date(first_year + 1, 8, 31))
    return Term(school_year=year, number=number, ends_on=ends_on)


def days(suggestion):
    return (suggestion.first_year, suggestion.number, suggestion.starts_on, suggestion.ends_on)


def test_after_the_first_term_comes_the_second_four_weeks_later():
    after = a_term(1, 2026, date(2027, 1, 15))

    suggested = suggest_term(after, today=date(2027, 1, 20))

    assert days(suggested) == (2026, 2, date(2027, 2, 15), date(2027, 7, 2))


def test_after_the_second_term_comes_the_first_of_the_next_year():
    after = a_term(2, 2026, date(2027, 7, 2))

    suggested = suggest_term(after, today=date(2027, 7, 20))

    assert days(suggested) == (2027, 1, date(2027, 9, 1), date(2028, 1, 14))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 8, 20), (2026, 1)),
        (date(2026, 11, 1), (2026, 1)),
        (date(2027, 1, 5), (2026, 1)),
        (date(2027, 2, 1), (2026, 2)),
        (date(2027, 7, 31), (2026, 2)),
    ],
    ids=["August", "November", "January", "February", "July"],
)
def test_without_a_term_the_day_says_which_one(today, expected):
    suggested = suggest_term(None, today=today)

    assert (suggested.first_year, suggested.number) == expected


def test_a_first_of_september_on_a_weekend_moves_to_monday():
    suggested = suggest_term(None, today=date(2029, 8, 20))

    assert suggested.starts_on == date(2029, 9, 3)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_every_suggestion_has_twenty_weeks_in_its_school_year(today):
    suggested = suggest_term(None, today=today)

    assert Term(starts_on=suggested.starts_on, ends_on=suggested.ends_on).week_count == 20
    assert date(suggested.first_year, 9, 1) <= suggested.starts_on
    assert suggested.ends_on <= date(suggested.first_year + 1, 8, 31)
