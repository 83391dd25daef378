"""Which lessons are truly taught: docs/rules.md#timetable.

Entries by the parity of the term's week, no lessons on holidays and exam days,
make-up days by the weekday the office names, substitutions on single days.
"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.terms.models import CalendarDay
from research.timetable.count_taught import lessons_taught
from research.timetable.lessons import Standing, lessons_between, lessons_on, read_timetable
from research.timetable.models import Substitution
from research.timetable.tests.factories import EntryFactory
from tests.queries import assert_constant_queries

WEDNESDAY = date(2026, 10, 14)
TERM = date(2026, 9, 1), date(2027, 1, 15)


def days_of(lessons):
    return [(lesson.day, lesson.period) for lesson in lessons]


def changed(entry, day, **fields):
    usual = {"state": "confirmed", "asked_by": entry.person, "reason": "外出学习"}
    fields = usual | {"period": entry.period} | fields
    return Substitution.objects.create(
        person=entry.person,
        date=day,
        class_name=entry.class_name,
        subject=entry.subject,
        **fields,
    )


@pytest.fixture
def entry(term, lin):
    return EntryFactory(term=term, person=lin)


def test_a_lesson_is_taught_every_week_of_the_term(entry, lin):
    lessons = lessons_between([lin], date(2026, 10, 1), date(2026, 10, 31))

    assert days_of(lessons) == [(date(2026, 10, d), 2) for d in (7, 14, 21, 28)]


def test_it_knows_class_subject_and_hours(entry, lin):
    (lesson,) = lessons_on(lin, WEDNESDAY)

    assert (lesson.class_name, lesson.subject) == ("七(3)班", "语文")
    assert f"{lesson.starts:%H:%M}–{lesson.ends:%H:%M}" == "08:55–09:40"


def test_odd_weeks_go_by_the_terms_own_weeks(term, lin):
    EntryFactory(term=term, person=lin, weeks="odd")

    lessons = lessons_between([lin], date(2026, 9, 1), date(2026, 9, 30))

    # Week 1 holds Tuesday 1 September.
    assert days_of(lessons) == [(date(2026, 9, d), 2) for d in (2, 16, 30)]


def test_a_holiday_week_keeps_its_number_for_odd_and_even(term, lin):
    EntryFactory(term=term, person=lin, weeks="odd")
    for day in range(1, 8):
        CalendarDay.objects.create(
            date=date(2026, 10, day), kind="holiday", is_working=False, name="国庆节"
        )

    lessons = lessons_between([lin], date(2026, 9, 28), date(2026, 10, 31))

    # Week 5: 30 September; week 6 holds the holiday; week 7: 14 October; week 9: 28 October.
    assert [day for day, _period in days_of(lessons)] == [
        date(2026, 9, 30),
        date(2026, 10, 14),
        date(2026, 10, 28),
    ]


@pytest.mark.parametrize(
    ("kind", "is_working"), [("holiday", False), ("exam", True), ("event", False)]
)
def test_no_lessons_on_holidays_exams_and_free_events(entry, lin, kind, is_working):
    CalendarDay.objects.create(date=WEDNESDAY, kind=kind, is_working=is_working, name="某日")

    assert lessons_on(lin, WEDNESDAY) == []


def test_lessons_go_on_at_an_event_on_a_working_day(entry, lin):
    CalendarDay.objects.create(date=WEDNESDAY, kind="event", is_working=True, name="家长会")

    assert len(lessons_on(lin, WEDNESDAY)) == 1


def test_a_make_up_day_has_the_lessons_of_the_weekday_it_follows(entry, lin):
    saturday = date(2026, 10, 10)
    CalendarDay.objects.create(
        date=saturday, kind="make_up", is_working=True, name="国庆节调休", follows_weekday=3
    )

    assert days_of(lessons_on(lin, saturday)) == [(saturday, 2)]


def test_a_make_up_day_without_a_weekday_has_none_yet(entry, lin):
    EntryFactory(term=entry.term, person=lin, weekday=6, class_name="七(4)班")
    saturday = date(2026, 10, 10)
    CalendarDay.objects.create(date=saturday, kind="make_up", is_working=True, name="国庆节调休")

    assert lessons_on(lin, saturday) == []


def test_no_lessons_outside_the_term(entry, lin):
    assert lessons_between([lin], date(2026, 8, 1), date(2026, 8, 31)) == []


def test_a_moved_lesson_is_taught_on_the_other_day(entry, lin):
    friday = date(2026, 10, 16)
    changed(entry, WEDNESDAY, change="moved", to_date=friday, to_period=6)

    assert days_of(lessons_between([lin], WEDNESDAY, friday)) == [(friday, 6)]


def test_a_lesson_taken_over_is_the_colleagues(entry, lin, zhou):
    changed(entry, WEDNESDAY, change="taken_over", substitute=zhou)

    assert lessons_on(lin, WEDNESDAY) == []
    assert days_of(lessons_on(zhou, WEDNESDAY)) == [(WEDNESDAY, 2)]


def test_a_cancelled_lesson_is_nobodys(entry, lin):
    changed(entry, WEDNESDAY, change="cancelled")

    assert lessons_on(lin, WEDNESDAY) == []
    shown = read_timetable(WEDNESDAY, WEDNESDAY, people=[lin]).lessons(WEDNESDAY, WEDNESDAY)
    assert [lesson.standing for lesson in shown] == [Standing.CANCELLED]


def test_what_is_only_asked_for_changes_nothing(entry, lin):
    changed(entry, WEDNESDAY, change="cancelled", state="asked")

    assert days_of(lessons_on(lin, WEDNESDAY)) == [(WEDNESDAY, 2)]


def test_a_teacher_is_not_in_two_places(entry, lin):
    with pytest.raises(IntegrityError):
        EntryFactory(term=entry.term, person=lin, class_name="七(4)班", weeks="odd")


def test_a_class_is_not_in_two_places(entry, zhou):
    with pytest.raises(IntegrityError):
        EntryFactory(term=entry.term, person=zhou, weeks="even")


def test_odd_and_even_weeks_share_a_period(term, lin):
    EntryFactory(term=term, person=lin, weeks="odd")
    EntryFactory(term=term, person=lin, weeks="even", class_name="七(4)班")

    weeks = lessons_between([lin], date(2026, 10, 12), date(2026, 10, 25))

    assert [lesson.class_name for lesson in weeks] == ["七(3)班", "七(4)班"]


def test_one_lesson_is_not_changed_twice(entry):
    changed(entry, WEDNESDAY, change="cancelled")

    with pytest.raises(IntegrityError):
        changed(entry, WEDNESDAY, change="cancelled", state="asked")


# -- The count ------------------------------------------------------------------------------------


def test_the_count_is_that_of_the_lessons(entry, lin, zhou, sixth_week):
    EntryFactory(term=entry.term, person=zhou, weekday=5, weeks="even", class_name="七(4)班")
    changed(entry, date(2026, 9, 16), change="taken_over", substitute=zhou)

    assert lessons_taught(entry.term) == {lin.pk: 4, zhou.pk: 3}


_DAYS = st.dates(*TERM)
_MARKS = st.tuples(
    _DAYS,
    st.sampled_from(["holiday", "exam", "event", "make_up"]),
    st.sampled_from([None, 1, 3, 5]),
)
_SLOTS = st.tuples(st.integers(1, 7), st.integers(1, 4), st.sampled_from(["every", "odd", "even"]))


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    slots=st.lists(_SLOTS, max_size=8, unique_by=lambda slot: slot[:2]),
    marks=st.lists(_MARKS, max_size=8, unique_by=lambda mark: mark[0]),
    moves=st.lists(
        st.tuples(_DAYS, st.integers(1, 4), _DAYS), max_size=5, unique_by=lambda m: m[0]
    ),
    until=_DAYS,
)
def test_counting_and_listing_never_differ(term, lin, slots, marks, moves, until):
    with transaction.atomic():
        entries = [
            EntryFactory(term=term, person=lin, weekday=w, period=p, weeks=weeks)
            for w, p, weeks in slots
        ]
        for day, kind, follows in marks:
            CalendarDay.objects.create(
                date=day,
                kind=kind,
                is_working=kind != "holiday",
                name="某日",
                follows_weekday=follows if kind == "make_up" else None,
            )
        for n, (day, period, to_date) in enumerate(moves if entries else []):
            moved = {"change": "moved", "to_date": to_date, "to_period": 5 + n}
            changed(entries[0], day, **moved, period=period)

        listed = len(lessons_between([lin], term.starts_on, until))

        assert lessons_taught(term, people=[lin], until=until).get(lin.pk, 0) == listed
        transaction.set_rollback(True)


# -- The cost -------------------------------------------------------------------------------------


def test_reading_costs_the_same_for_any_number(term, lin):
    numbers = iter(range(100))

    def one_more():
        n = next(numbers)
        EntryFactory(term=term, weekday=n % 5 + 1, period=n // 5 % 9 + 1, class_name=f"八({n})班")

    assert_constant_queries(lambda: lessons_between(None, *TERM), grow=one_more, at_most=5)
