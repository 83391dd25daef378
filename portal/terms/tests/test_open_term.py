"""The office opens a term: never overlapping another, exactly one is current."""

from datetime import date

import pytest

from portal.refusal import Refused
from portal.terms.models import CalendarDay, SchoolYear, Term
from portal.terms.open_term import change_term, is_usual_length, make_current, open_term

AUTUMN = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 1, 15)}
SPRING = {"starts_on": date(2027, 2, 22), "ends_on": date(2027, 7, 2)}


@pytest.fixture
def autumn(wu):
    return open_term(2026, 1, **AUTUMN, by=wu)


def refused(act):
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


# -- it happens -----------------------------------------------------------------------------------


def test_opening_a_term_makes_its_school_year(autumn):
    year = SchoolYear.objects.get()

    assert (year.name, year.starts_on, year.ends_on) == (
        "2026–2027",
        date(2026, 9, 1),
        date(2027, 8, 31),
    )
    assert autumn.school_year == year
    assert autumn.week_count == 20


def test_the_first_term_of_all_is_current(autumn):
    assert Term.objects.current() == autumn


def test_a_later_term_is_current_only_when_the_office_says_so(autumn, wu):
    spring = open_term(2026, 2, **SPRING, by=wu)
    assert Term.objects.current() == autumn

    make_current(spring, by=wu)
    assert Term.objects.current() == spring
    assert Term.objects.filter(is_current=True).count() == 1


def test_a_term_can_be_opened_as_the_current_one(autumn, wu):
    spring = open_term(2026, 2, **SPRING, is_current=True, by=wu)

    assert Term.objects.current() == spring


def test_making_the_current_term_current_again_changes_nothing(autumn, wu):
    make_current(autumn, by=wu)

    assert Term.objects.current() == autumn


def test_opening_a_term_fills_in_the_official_calendar_of_its_school_year(autumn):
    assert CalendarDay.objects.get(date=date(2026, 10, 1)).name == "国庆节"
    assert CalendarDay.objects.filter(date__gt=date(2026, 12, 31)).count() == 0


def test_a_term_beyond_the_official_calendar_opens_all_the_same(autumn, wu):
    spring = open_term(2026, 2, **SPRING, by=wu)

    assert spring.week_count == 19


def test_the_days_of_a_term_can_be_changed(autumn, wu):
    change_term(autumn, starts_on=date(2026, 8, 31), ends_on=date(2027, 1, 20), by=wu)

    autumn.refresh_from_db()
    assert (autumn.starts_on, autumn.ends_on) == (date(2026, 8, 31), date(2027, 1, 20))


# -- it is refused --------------------------------------------------------------------------------


def test_a_term_of_a_year_is_opened_once(autumn, wu):
    assert refused(lambda: open_term(2026, 1, **SPRING, by=wu)) == "term_exists"


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2027, 1, 15), date(2027, 6, 1)),
        (date(2026, 8, 20), date(2027, 6, 1)),
        (date(2026, 10, 1), date(2026, 11, 1)),
    ],
    ids=["sharing one day", "around", "within"],
)
def test_terms_never_overlap(autumn, wu, starts_on, ends_on):
    again = {"starts_on": starts_on, "ends_on": ends_on}

    assert refused(lambda: open_term(2026, 2, **again, by=wu)) == "terms_overlap"
    assert Term.objects.count() == 1


def test_a_changed_term_does_not_overlap_with_itself_but_with_others(autumn, wu):
    open_term(2026, 2, **SPRING, by=wu)
    late = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 2, 22)}

    assert refused(lambda: change_term(autumn, **late, by=wu)) == "terms_overlap"


def test_a_term_ends_after_it_starts(wu):
    same = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 1)}

    assert refused(lambda: open_term(2026, 1, **same, by=wu)) == "term_ends_first"
    assert SchoolYear.objects.count() == 0


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2026, 7, 31), date(2026, 12, 1)),
        (date(2027, 4, 1), date(2027, 9, 1)),
    ],
    ids=["before", "after"],
)
def test_a_term_lies_in_its_school_year(wu, starts_on, ends_on):
    days = {"starts_on": starts_on, "ends_on": ends_on}

    assert refused(lambda: open_term(2026, 1, **days, by=wu)) == "term_outside_year"


def test_the_first_term_comes_before_the_second(wu):
    open_term(2026, 2, **AUTUMN, by=wu)

    assert refused(lambda: open_term(2026, 1, **SPRING, by=wu)) == "terms_out_of_order"


# -- edges ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weeks", "usual"), [(17, False), (18, True), (20, True), (22, True), (23, False)]
)
def test_eighteen_to_twenty_two_weeks_are_usual(weeks, usual):
    assert is_usual_length(weeks) is usual


def test_the_school_may_find_other_lengths_usual(settings):
    settings.PORTAL_TERM_WEEKS = [16, 18]

    assert is_usual_length(16)
    assert not is_usual_length(20)
