"""What is owed, counted and missing; docs/rules.md#training-hours has the numbers."""

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.training.models import Category, HourState, Source
from research.training.reckon import (
    Times,
    cycle_start,
    if_all_comes,
    owed_in,
    reckon,
    reckon_cycle,
    to_halves,
)
from research.training.rule_book import ActivityRule, CategoryRule, Rules
from research.training.tests.lines import LONG_HERE, line

RULES = Rules()


def test_whoever_is_there_all_year_owes_72():
    assert owed_in(2026, RULES, LONG_HERE).hours == 72


def test_a_joiner_owes_in_proportion_to_the_months():
    joined = Times(joined_on=date(2026, 9, 1), taught_since=date(2012, 9, 1))

    owed = owed_in(2026, RULES, joined)

    assert (owed.months, owed.hours) == (4, 24)


def test_the_first_twelve_months_of_teaching_owe_120_in_two_years():
    """Four months of 2026 at a twelfth of 120, eight of 2027, then four at a twelfth of 72."""
    new = Times(joined_on=date(2026, 9, 1), taught_since=date(2026, 9, 1))

    assert owed_in(2026, RULES, new).hours == 40
    assert owed_in(2027, RULES, new).hours == 80 + 24


@pytest.mark.parametrize(("days", "hours"), [(179, 72), (180, 0)], ids=["just under", "half"])
def test_leave_of_six_months_exempts_the_year(days, hours):
    times = Times(joined_on=date(2015, 9, 1), leave_days=days)

    assert owed_in(2026, RULES, times).hours == hours


@pytest.mark.parametrize(
    "times",
    [Times(joined_on=date(2027, 9, 1)), Times(left_on=date(2025, 7, 1))],
    ids=["not yet", "no longer"],
)
def test_nobody_owes_for_a_year_they_were_not_there(times):
    assert owed_in(2026, RULES, times).hours == 0


def test_school_based_hours_count_up_to_24():
    year = reckon(2026, RULES, LONG_HERE, [line(hours="30", category=Category.SCHOOL_BASED)])

    assert (year.counted, year.rows[-1].lost) == (24, 6)


def test_ethics_is_missing_even_when_the_sum_is_reached():
    year = reckon(2026, RULES, LONG_HERE, [line(hours="80")])

    assert (year.missing, year.passes) == (4, False)


def test_the_missing_hours_are_said_once():
    """Ethics is part of the 72: 70.5 counted and 4 of ethics missing is short by 4."""
    year = reckon(2026, RULES, LONG_HERE, [line(hours="70.5")])

    assert year.missing == 4


def test_whoever_has_all_of_it_passes():
    lines = [line(hours="68"), line("claim:2", "4", category=Category.ETHICS)]

    assert reckon(2026, RULES, LONG_HERE, lines).passes


def test_what_waits_does_not_count_but_is_forecast():
    lines = [
        line(hours="68", state=HourState.CLAIMED),
        line("claim:2", "4", category=Category.ETHICS),
    ]

    assert reckon(2026, RULES, LONG_HERE, lines).counted == 4
    assert if_all_comes(2026, RULES, LONG_HERE, lines).passes


def test_activities_are_capped_by_their_rule_before_their_category():
    rule = ActivityRule("activity", Decimal(1), 90, Category.SCHOOL_BASED, Decimal(6))
    rules = Rules(activities=(rule,))
    lines = [
        line(
            f"activity:{n}",
            "1",
            source=Source.ACTIVITY,
            category=Category.SCHOOL_BASED,
            kind="activity",
        )
        for n in range(10)
    ]

    assert reckon(2026, rules, LONG_HERE, lines).counted == 6


def test_a_districts_total_stands_and_later_days_are_added():
    total = line("total:2026", "20", source=Source.TOTAL, category="", on=date(2026, 6, 30))
    lines = [line(hours="30", on=date(2026, 5, 1)), line("claim:2", "8", on=date(2026, 9, 9))]

    year = reckon(2026, RULES, LONG_HERE, lines, total)

    assert (year.counted, year.difference) == (28, -10)


def test_five_years_are_held_against_the_months_that_count():
    years = [reckon(y, RULES, LONG_HERE, [line(hours="80")]) for y in range(2022, 2025)]

    cycle = reckon_cycle(2022, RULES, years)

    assert (cycle.months, cycle.owed, cycle.counted, cycle.passes) == (36, 216, 240, True)


@pytest.mark.parametrize(
    ("year", "stored", "first"),
    [(2026, None, 2025), (2024, None, 2020), (2026, 2023, 2023), (2021, 2023, 2018)],
)
def test_the_cycle_runs_from_the_persons_own_beginning(year, stored, first):
    assert cycle_start(year, LONG_HERE, stored) == first


HOURS = st.integers(1, 60).map(lambda n: Decimal(n) / 2)
LINES = st.lists(
    st.builds(
        line,
        key=st.uuids().map(str),
        hours=HOURS,
        source=st.sampled_from([Source.SESSION, Source.CLAIM, Source.ACTIVITY]),
        category=st.sampled_from(Category.values),
        state=st.sampled_from([HourState.VERIFIED, HourState.CLAIMED]),
        kind=st.sampled_from(["", "activity"]),
    ),
    max_size=12,
)
CAPS = st.dictionaries(
    st.sampled_from(Category.values),
    st.builds(CategoryRule, at_most=HOURS.filter(lambda h: h > 0)),
    max_size=4,
)
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
TIMES = st.builds(
    Times,
    joined_on=st.none() | DAYS,
    left_on=st.none() | DAYS,
    taught_since=st.none() | DAYS,
    leave_days=st.integers(0, 366),
)


@given(LINES, CAPS, TIMES)
def test_nothing_is_ever_negative_and_every_cap_holds(lines, caps, times):
    year = reckon(2026, Rules(categories=caps), times, lines)

    assert min(year.owed.hours, year.counted, year.missing, year.waiting) >= 0
    assert all(row.counted <= row.known for row in year.rows)
    assert all(row.at_most is None or row.counted <= row.at_most for row in year.rows)
    assert year.missing >= year.owed.hours - year.counted


@given(LINES, TIMES, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(lines, times, shuffler: random.Random):
    shuffled = list(lines)
    shuffler.shuffle(shuffled)

    assert reckon(2026, RULES, times, shuffled) == reckon(2026, RULES, times, lines)


@given(LINES, TIMES, HOURS)
def test_a_total_never_makes_hours_negative(lines, times, hours):
    total = line("total:2026", hours, source=Source.TOTAL, category="", on=date(2026, 6, 30))

    year = reckon(2026, RULES, times, lines, total)

    assert year.counted >= hours


@given(TIMES)
def test_nobody_owes_more_than_a_new_teachers_year(times):
    owed = owed_in(2026, RULES, times)

    assert 0 <= owed.hours <= RULES.first_year_hours
    assert owed.hours == to_halves(owed.hours)
