"""The office marks days of the calendar: whole spans, corrections, and back again."""

from datetime import date

import pytest

from portal.refusal import Refused
from portal.terms.calendar import Calendar
from portal.terms.mark_days import LONGEST_SPAN, mark_days, unmark_days
from portal.terms.models import CalendarDay
from portal.terms.prefill import prefill_calendar

MONDAY, SUNDAY = date(2027, 1, 11), date(2027, 1, 17)


def marked():
    return {d.date.day: d.name for d in CalendarDay.objects.between(date(2027, 1, 1), SUNDAY)}


def test_a_holiday_covers_every_day_of_its_span(wu):
    assert mark_days(MONDAY, SUNDAY, kind="holiday", name="寒假", by=wu) == 7
    assert Calendar.between(MONDAY, SUNDAY).working_days(MONDAY, SUNDAY) == 0


def test_an_exam_over_several_days_leaves_the_weekend_free(wu):
    assert mark_days(MONDAY, SUNDAY, kind="exam", name="期末考试", by=wu) == 5
    assert Calendar.between(MONDAY, SUNDAY).working_days(MONDAY, SUNDAY) == 5


def test_an_exam_leaves_holidays_out_even_when_it_replaces(wu):
    prefill_calendar(date(2026, 9, 1), date(2026, 12, 31))

    exam = {"kind": "exam", "name": "月考", "replace": True, "by": wu}
    assert mark_days(date(2026, 9, 30), date(2026, 10, 8), **exam) == 2


def test_a_single_day_is_taken_as_it_is_typed(wu):
    sunday = {"kind": "event", "name": "运动会", "is_working": True, "by": wu}

    assert mark_days(SUNDAY, SUNDAY, **sunday) == 1
    assert Calendar.between(SUNDAY, SUNDAY).is_working_day(SUNDAY)


def test_an_event_may_be_a_day_without_work(wu):
    mark_days(MONDAY, MONDAY, kind="event", name="校庆", is_working=False, by=wu)

    assert not Calendar.between(MONDAY, MONDAY).is_working_day(MONDAY)


@pytest.mark.parametrize(("kind", "worked"), [("holiday", False), ("make_up", True)])
def test_holidays_are_free_and_make_up_days_worked_whatever_was_ticked(wu, kind, worked):
    mark_days(SUNDAY, SUNDAY, kind=kind, name="调", is_working=not worked, by=wu)

    assert CalendarDay.objects.get().is_working is worked


def test_marked_days_stay_unless_they_are_to_be_replaced(wu):
    mark_days(MONDAY, MONDAY, kind="event", name="家长会", by=wu)

    assert mark_days(MONDAY, date(2027, 1, 12), kind="exam", name="考试", by=wu) == 1
    assert marked() == {11: "家长会", 12: "考试"}

    mark_days(MONDAY, date(2027, 1, 12), kind="exam", name="考试", replace=True, by=wu)
    assert marked() == {11: "考试", 12: "考试"}


def test_correcting_a_run_takes_out_what_it_no_longer_covers(wu):
    mark_days(MONDAY, SUNDAY, kind="holiday", name="寒假", by=wu)

    was = (MONDAY, SUNDAY)
    mark_days(date(2027, 1, 15), SUNDAY, kind="holiday", name="寒假", instead_of=was, by=wu)

    assert marked() == {15: "寒假", 16: "寒假", 17: "寒假"}


def test_taking_out_leaves_the_days_to_the_weekday_rule(wu):
    mark_days(MONDAY, SUNDAY, kind="holiday", name="寒假", by=wu)

    assert unmark_days(MONDAY, SUNDAY, by=wu) == 7
    assert unmark_days(MONDAY, SUNDAY, by=wu) == 0
    assert Calendar.between(MONDAY, SUNDAY).working_days(MONDAY, SUNDAY) == 5


def test_a_span_does_not_end_before_it_begins(wu):
    with pytest.raises(Refused) as refusal:
        mark_days(SUNDAY, MONDAY, kind="holiday", name="寒假", by=wu)

    assert refusal.value.code == "days_end_first"


def test_a_mistyped_year_is_refused(wu):
    with pytest.raises(Refused) as refusal:
        mark_days(MONDAY, date(2028, 1, 17), kind="holiday", name="寒假", by=wu)

    assert refusal.value.code == "days_too_many"
    assert CalendarDay.objects.count() == 0


def test_the_longest_span_is_still_taken(wu):
    last = date.fromordinal(MONDAY.toordinal() + LONGEST_SPAN - 1)

    assert mark_days(MONDAY, last, kind="holiday", name="暑假", by=wu) == LONGEST_SPAN


def test_a_make_up_day_names_the_weekday_whose_lessons_it_has(term, wu):
    saturday = date(2026, 10, 10)

    mark_days(saturday, saturday, kind="make_up", name="国庆节调休", by=wu, follows_weekday=5)

    assert CalendarDay.objects.get(date=saturday).follows_weekday == 5


def test_a_holiday_follows_no_weekday(term, wu):
    day = date(2026, 10, 1)

    mark_days(day, day, kind="holiday", name="国庆节", by=wu, follows_weekday=5)

    assert CalendarDay.objects.get(date=day).follows_weekday is None
