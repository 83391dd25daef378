"""The school's figures: each person, per head and each group are three computations.

It is week 6 of the term, and each of the five weeks before has three working
days or more, so a rhythm of one a week has fallen due five times.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from portal import clock
from portal.dashboard.keep import Question, asked_in
from portal.dashboard.picture import make_picture, picture_of
from portal.deadlines.models import Requirement
from portal.records.decide import accept_record
from portal.records.review_times import WorkingDays, median_of
from portal.terms.prefill import prefill_calendar
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SCHOOL = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def _in_the_sixth_week(sixth_week):
    prefill_calendar(date(2026, 9, 1), date(2027, 1, 31))


@pytest.fixture
def picture(term):
    return lambda **scope: picture_of(Question(term, asked_in(term), clock.now(), **scope))


@pytest.fixture
def lin_is_done(lin, file, one_a_week):
    """Lin filed one reflection in each of the five weeks that have fallen due."""
    return [file(lin, on=date(2026, 9, 1) + timedelta(weeks=n)) for n in range(5)]


# -- three computations ---------------------------------------------------------------------------


def test_each_person_counts_people_who_have_met_all(lin_is_done, lin, zhou, qian, picture):
    each = picture().total.each_person

    assert (each.part, each.whole) == (1, 3)


def test_per_head_divides_records_by_people(lin_is_done, lin, zhou, qian, picture):
    assert picture().total.per_head == Decimal("1.7")


def test_each_group_counts_groups_in_which_nobody_is_behind(lin_is_done, lin, qian, picture):
    each = picture().total.each_group

    assert (each.part, each.whole) == (1, 2)


def test_one_colleague_behind_leaves_the_group_unmet(lin_is_done, lin, zhou, qian, picture):
    assert picture().total.each_group.part == 0


def test_more_than_owed_raises_the_head_count_but_not_what_is_met(lin_is_done, lin, file, picture):
    for _extra in range(4):
        file(lin, on=date(2026, 9, 1))

    total = picture().total
    assert total.per_head == Decimal("9.0")
    assert total.progress.percent_now == 100


# -- no figure ------------------------------------------------------------------------------------


def test_before_anything_falls_due_there_is_no_figure(term, lin, picture):
    Requirement.objects.create(
        term=term, kind="case", due_at=datetime(2027, 1, 8, 23, 59, tzinfo=SCHOOL)
    )

    total = picture().total
    assert total.progress.percent_now is None
    assert total.each_person.percent is None
    assert total.each_group.percent is None


def test_with_nobody_asked_there_is_no_figure_per_head(term, guest, one_a_week, picture):
    assert picture().total.per_head is None


# -- by week and by group -------------------------------------------------------------------------


def test_weeks_show_what_fell_due_in_them(lin_is_done, lin, qian, picture):
    weeks = [(w.owed, w.done) for w in picture().weeks]

    assert weeks[:6] == [(2, 1), (2, 1), (2, 1), (2, 1), (2, 1), (2, 0)]
    assert len(weeks) == 20


def test_groups_come_by_pinyin_and_those_without_one_last(
    lin_is_done, lin, qian, wu, picture, chinese, maths
):
    assert [group.name for group in picture().groups] == ["数学教研组", "语文教研组", ""]


def test_who_misses_most_comes_first(lin, qian, file, one_a_week, picture):
    file(lin, on=date(2026, 9, 1))

    assert [(line.name, line.missing) for line in picture().behind] == [("钱进", 5), ("林晓", 4)]


def test_a_group_has_its_own_picture(lin_is_done, lin, qian, chinese, maths, picture):
    assert picture(group=chinese).total.progress.percent_now == 100
    assert picture(group=maths).total.progress.percent_now == 0


def test_filed_records_stand_in_the_week_they_tell_of(lin, file, picture):
    file(lin, on=date(2026, 9, 8))

    filed = picture().filed_by_week
    assert [week.total() for week in filed[:3]] == [0, 1, 0]


# -- reviews --------------------------------------------------------------------------------------


def test_the_median_review_counts_working_days(lin, zhou, file, term, picture, time_machine):
    record = file(lin, on=date(2026, 9, 8))
    time_machine.move_to("2026-10-12T10:00:00+08:00", tick=False)
    accept_record(record, by=zhou)

    # Thursday, Friday, the make-up Saturday, Monday.
    assert picture().reviews.median == 4
    assert picture().reviews.in_time_percent == 100


def test_what_waits_is_counted_apart(lin, zhou, file, picture):
    file(lin, on=date(2026, 9, 8))

    reviews = picture().reviews
    assert (reviews.decided, reviews.median, reviews.waiting, reviews.oldest) == (0, None, 1, 0)


@pytest.mark.parametrize(
    ("ages", "median"),
    [
        ([], None),
        ([(3, 1)], 3),
        ([(1, 1), (9, 1)], 1),
        ([(9, 1), (1, 2)], 1),
        ([(0, 2), (5, 3)], 5),
    ],
    ids=["nothing", "one", "two", "weighted low", "weighted high"],
)
def test_the_median_is_the_lower_one(ages, median):
    assert median_of(ages) == median


def test_ages_count_the_make_up_saturday():
    days = WorkingDays.between(date(2026, 9, 28), date(2026, 10, 12))

    assert days.age(date(2026, 9, 30), date(2026, 10, 10)) == 3
    assert days.age(date(2026, 9, 30), date(2026, 9, 30)) == 0


# -- kept for a minute, never wrong after an act --------------------------------------------------


def test_an_act_on_a_record_shows_at_once(lin, zhou, file, one_a_week, picture):
    before = picture().total.filed

    file(lin, on=date(2026, 9, 8))

    assert picture().total.filed == before + 1


def test_a_new_requirement_shows_at_once(lin, term, one_a_week, picture):
    before = len(picture().requirements)

    Requirement.objects.create(term=term, kind="puzzle", count=1, every_weeks=2)

    assert len(picture().requirements) == before + 1


def test_the_next_day_is_counted_anew(lin, one_a_week, picture, time_machine):
    before = picture()
    time_machine.move_to("2026-10-12T10:00:00+08:00", tick=False)

    assert picture().as_of > before.as_of
    assert picture().total.progress.owed_now == before.total.progress.owed_now + 1


def test_a_kept_picture_costs_one_query(lin, one_a_week, picture, django_assert_num_queries):
    picture()

    with django_assert_num_queries(1):
        picture()


def test_counting_costs_the_same_for_any_number_of_people(
    term, lin, qian, file, one_a_week, django_assert_max_num_queries
):
    for n in range(20):
        UserFactory(staff_number=f"7{n:03d}", in_group=lin.main_group)

    with django_assert_max_num_queries(9):
        make_picture(Question(term, [one_a_week], clock.now()))
