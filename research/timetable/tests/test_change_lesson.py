"""A lesson is moved (调课), taken over (代课) or cancelled (停课) on one day.

The office enters it and it holds; a teacher asks and the office confirms; both
teachers are told. Nobody, and no class, is ever in two places.
"""

from datetime import date

import pytest

from portal.notices.models import Notice
from portal.refusal import Refused
from portal.terms.models import CalendarDay
from research.timetable.change_lesson import (
    Slot,
    change_lesson,
    confirm_change,
    decline_change,
    withdraw_change,
)
from research.timetable.lessons import lessons_on
from research.timetable.models import Change, Substitution
from research.timetable.tests.factories import EntryFactory

WEDNESDAY, FRIDAY = date(2026, 10, 14), date(2026, 10, 16)


@pytest.fixture
def entry(term, lin, sixth_week):
    return EntryFactory(term=term, person=lin)


@pytest.fixture
def slot(entry, lin):
    return Slot(lin, WEDNESDAY, 2)


def told(person):
    return list(Notice.objects.filter(person=person).values_list("type", flat=True))


def refusal_of(*args, **kwargs):
    with pytest.raises(Refused) as refusal:
        change_lesson(*args, **kwargs)
    return refusal.value.code


# -- It happens -----------------------------------------------------------------------------------


def test_the_office_moves_a_lesson(slot, lin, wu):
    change_lesson(slot, Change.MOVED, by=wu, reason="听课", to=(FRIDAY, 6))

    assert lessons_on(lin, WEDNESDAY) == []
    assert [lesson.period for lesson in lessons_on(lin, FRIDAY)] == [6]
    assert told(lin) == ["timetable_changed"]


def test_a_colleague_takes_it_over_and_both_are_told(slot, lin, zhou, wu):
    change_lesson(slot, Change.TAKEN_OVER, by=wu, reason="病假", substitute=zhou)

    assert [lesson.class_name for lesson in lessons_on(zhou, WEDNESDAY)] == ["七(3)班"]
    assert (told(lin), told(zhou)) == (["timetable_changed"], ["timetable_changed"])


def test_repeating_it_enters_it_once(slot, wu):
    first = change_lesson(slot, Change.CANCELLED, by=wu, reason="运动会")

    assert change_lesson(slot, Change.CANCELLED, by=wu, reason="运动会") == first
    assert Substitution.objects.count() == 1


def test_two_lessons_of_a_class_change_places(slot, entry, lin, qian, wu):
    EntryFactory(term=entry.term, person=qian, weekday=5, period=6)

    change_lesson(slot, Change.MOVED, by=wu, reason="外出", to=(FRIDAY, 6), exchanges=True)

    assert [lesson.period for lesson in lessons_on(lin, FRIDAY)] == [6]
    assert [lesson.period for lesson in lessons_on(qian, WEDNESDAY)] == [2]
    assert told(qian) == ["timetable_changed"]


def test_an_exchange_is_taken_back_as_one(slot, entry, lin, qian, wu):
    EntryFactory(term=entry.term, person=qian, weekday=5, period=6)
    change = change_lesson(slot, Change.MOVED, by=wu, reason="x", to=(FRIDAY, 6), exchanges=True)

    withdraw_change(change, by=wu)

    assert [lesson.period for lesson in lessons_on(lin, WEDNESDAY)] == [2]
    assert [lesson.period for lesson in lessons_on(qian, FRIDAY)] == [6]


# -- Asked for, confirmed, declined ---------------------------------------------------------------


def test_what_a_teacher_asks_for_holds_once_confirmed(slot, lin, zhou, wu):
    change = change_lesson(slot, Change.TAKEN_OVER, by=lin, reason="培训", substitute=zhou)

    assert (change.state, told(wu)) == ("asked", ["timetable_change_wanted"])
    assert lessons_on(zhou, WEDNESDAY) == []

    confirm_change(change, by=wu)

    assert len(lessons_on(zhou, WEDNESDAY)) == 1
    assert told(zhou) == ["timetable_changed"]


def test_confirming_looks_again_whether_the_hour_is_free(slot, entry, lin, qian, wu):
    change = change_lesson(slot, Change.MOVED, by=lin, reason="培训", to=(FRIDAY, 6))
    EntryFactory(term=entry.term, person=qian, weekday=5, period=6)

    with pytest.raises(Refused) as refusal:
        confirm_change(change, by=wu)

    assert refusal.value.code == "class_busy"


def test_declined_it_stays_as_in_the_timetable(slot, lin, wu):
    change = change_lesson(slot, Change.CANCELLED, by=lin, reason="家中有事")

    decline_change(change, by=wu, answer="请找同事代课")

    assert len(lessons_on(lin, WEDNESDAY)) == 1
    assert told(lin) == ["timetable_change_declined"]


def test_a_teacher_takes_back_what_was_only_asked(slot, lin, wu):
    change = change_lesson(slot, Change.CANCELLED, by=lin, reason="家中有事")

    assert withdraw_change(change, by=lin).state == "withdrawn"


def test_what_is_confirmed_the_office_alone_takes_back(slot, lin, wu):
    change = change_lesson(slot, Change.CANCELLED, by=wu, reason="家中有事")

    with pytest.raises(Refused) as refusal:
        withdraw_change(change, by=lin)

    assert refusal.value.code == "not_yours"


# -- It is refused --------------------------------------------------------------------------------


def test_no_second_change_of_one_lesson(slot, zhou, wu):
    change_lesson(slot, Change.CANCELLED, by=wu, reason="运动会")

    again = refusal_of(slot, Change.TAKEN_OVER, by=wu, reason="病假", substitute=zhou)
    assert again == "already_changed"


def test_no_lesson_moves_to_a_holiday(slot, wu):
    CalendarDay.objects.create(date=FRIDAY, kind="holiday", is_working=False, name="校庆")

    assert refusal_of(slot, Change.MOVED, by=wu, reason="x", to=(FRIDAY, 6)) == "no_school"


def test_no_lesson_moves_out_of_the_term(slot, wu):
    day = date(2027, 3, 1)
    assert refusal_of(slot, Change.MOVED, by=wu, reason="x", to=(day, 6)) == "other_term"


def test_no_lesson_moves_to_a_period_that_the_school_does_not_have(slot, wu):
    from research.timetable.models import Period

    Period.objects.filter(number=9).delete()
    assert refusal_of(slot, Change.MOVED, by=wu, reason="x", to=(FRIDAY, 9)) == "no_period"


def test_no_lesson_moves_onto_another_of_the_teacher(slot, entry, lin, wu):
    EntryFactory(term=entry.term, person=lin, weekday=5, period=6, class_name="七(4)班")

    assert refusal_of(slot, Change.MOVED, by=wu, reason="x", to=(FRIDAY, 6)) == "busy"


def test_no_class_has_two_lessons(slot, entry, qian, wu):
    EntryFactory(term=entry.term, person=qian, weekday=5, period=6)

    assert refusal_of(slot, Change.MOVED, by=wu, reason="x", to=(FRIDAY, 6)) == "class_busy"


def test_an_exchange_needs_both_teachers_free(slot, entry, lin, qian, wu):
    EntryFactory(term=entry.term, person=qian, weekday=5, period=6)
    EntryFactory(term=entry.term, person=qian, weekday=3, period=2, class_name="八(1)班")

    code = refusal_of(slot, Change.MOVED, by=wu, reason="x", to=(FRIDAY, 6), exchanges=True)
    assert code == "busy"


def test_two_lessons_are_not_moved_to_one_hour(slot, entry, lin, wu):
    EntryFactory(term=entry.term, person=lin, weekday=3, period=3, class_name="七(4)班")
    change_lesson(slot, Change.MOVED, by=lin, reason="x", to=(FRIDAY, 6))

    other = Slot(lin, WEDNESDAY, 3)
    assert refusal_of(other, Change.MOVED, by=lin, reason="x", to=(FRIDAY, 6)) == "already_promised"


def test_a_colleague_who_teaches_then_cannot_stand_in(slot, entry, zhou, wu):
    EntryFactory(term=entry.term, person=zhou, class_name="七(4)班")

    code = refusal_of(slot, Change.TAKEN_OVER, by=wu, reason="病假", substitute=zhou)
    assert code == "busy"


def test_a_colleague_on_leave_cannot_stand_in(slot, zhou, wu):
    zhou.status = "on_leave"
    zhou.save()

    code = refusal_of(slot, Change.TAKEN_OVER, by=wu, reason="病假", substitute=zhou)
    assert code == "not_in_service"


def test_there_must_be_a_lesson(entry, lin, wu):
    assert refusal_of(Slot(lin, FRIDAY, 2), Change.CANCELLED, by=wu, reason="x") == "no_lesson"


def test_a_colleague_does_not_change_it(slot, qian):
    assert refusal_of(slot, Change.CANCELLED, by=qian, reason="x") == "not_yours"


def test_a_teacher_asks_for_days_to_come_only(entry, lin):
    past = Slot(lin, date(2026, 9, 30), 2)
    assert refusal_of(past, Change.CANCELLED, by=lin, reason="x") == "past"


def test_the_office_enters_what_happened(entry, lin, wu):
    past = Slot(lin, date(2026, 9, 30), 2)
    assert change_lesson(past, Change.CANCELLED, by=wu, reason="停电").state == "confirmed"
