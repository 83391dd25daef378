"""Figures of attendance: 应到, 实到, the rate of a term, and what the school's form prints.

Rule: docs/rules.md#attendance: rate = those expected who were there ÷ those expected.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from portal.records.indicators import Scope
from portal.refusal import Refused
from research.attendance.ask_leave import ask_leave
from research.attendance.close_attendance import close_attendance
from research.attendance.expect_people import expect_people
from research.attendance.figures import (
    Figures,
    attendance_rate,
    attendees_summary,
    printed_attendance,
)
from research.attendance.models import Attendance, Stage
from research.attendance.roll import roll_of
from research.attendance.sign_in_guest import sign_in_guest
from research.attendance.tests.factories import STARTS, ClubMeetingFactory, at, signed_in
from tests.factories import UserFactory


@pytest.fixture
def over(meeting, lin, colleague, zhou, qian):
    """Lin in time, the colleague late, Zhou on leave; Qian unexpected, He absent, one guest."""
    absent = UserFactory(name="何未到", staff_number="1020")
    expect_people(meeting, [lin, colleague, zhou, absent])
    ask_leave(meeting, zhou, "区里开会", at=at("09:00"))
    signed_in(meeting, lin, "13:55")
    signed_in(meeting, colleague, "14:12")
    signed_in(meeting, qian, "13:58")
    sign_in_guest(meeting, name="陈老师", school="育才中学", at=at("14:00"))
    close_attendance(meeting, at=at("14:20"))
    return meeting


def test_figures_of_one_meeting(over):
    counted = Figures(expected=4, here=3, late=1, leave=1, missing=1, unexpected=1, guests=1)

    assert roll_of(over.pk).figures == counted
    assert attendees_summary([over]) == {over.pk: counted}
    assert counted.rate == Decimal("50.0")


def test_meeting_without_people_has_no_rate(meeting):
    assert Figures().rate is None
    assert attendees_summary([0]) == {0: Figures()}


def test_summary_of_many_costs_two_queries(over, zhou):
    others = [ClubMeetingFactory(author=zhou, expected=[zhou]) for _n in range(5)]

    with CaptureQueriesContext(connection) as captured:
        found = attendees_summary([over, *others])

    assert len(captured) == 2
    assert [found[other.pk].expected for other in others] == [1] * 5


def test_form_prints_who_was_away_and_why(over):
    with translation.override("zh-hans"):
        printed = printed_attendance(roll_of(over.pk))

    assert (printed.expected, printed.here) == (4, 3)
    assert printed.away == "何未到（缺席）、周静（区里开会）"
    assert printed.guests == "陈老师（育才中学）"


def test_rate_of_the_term(over, term, zhou, lin, chinese, maths):
    later = ClubMeetingFactory(author=zhou, starts_at=STARTS + timedelta(days=14), stage=Stage.HELD)
    Attendance.objects.create(record_id=later.pk, person=lin, status="absent")
    planned = ClubMeetingFactory(author=zhou, starts_at=STARTS + timedelta(days=28))
    expect_people(planned, [lin, zhou])

    assert attendance_rate(term, Scope()) == Decimal("40.0")
    assert attendance_rate(term, Scope(group=chinese)) == Decimal("40.0")
    assert attendance_rate(term, Scope(group=maths)) is None
    assert attendance_rate(term, Scope(person=lin)) == Decimal("50.0")
    assert attendance_rate(term, Scope(), kinds=["club_meeting"]) == Decimal("40.0")
    assert attendance_rate(term, Scope(), kinds=["training"]) is None


def test_roll_is_one_query(over, django_assert_num_queries):
    with django_assert_num_queries(1):
        roll = roll_of(over.pk)

    assert [line.name for line in roll.people] == ["何苗", "何未到", "林晓", "钱进", "周静"]
    assert [line.name for line in roll.guests] == ["陈老师"]
    assert roll.line_of(0) is None


def test_expected_people_may_be_changed_before_it_is_held(meeting, lin, colleague, zhou, qian):
    ask_leave(meeting, zhou, "区里开会", at=at("09:00"))

    assert expect_people(meeting, [lin, zhou, qian]) == 3
    assert expect_people(meeting, [lin.pk, zhou.pk, qian.pk]) == 3

    listed = Attendance.objects.of(meeting).expected().order_by("pk")
    assert set(listed.values_list("person_id", flat=True)) == {lin.pk, zhou.pk, qian.pk}
    assert Attendance.objects.of(meeting).by(zhou).get().status == "leave"


def test_who_signed_in_and_is_taken_off_stays_as_not_expected(meeting, lin, colleague):
    signed_in(meeting, lin)
    meeting.stage = Stage.ANNOUNCED

    expect_people(meeting, [colleague])

    row = Attendance.objects.of(meeting).by(lin).get()
    assert (row.status, row.is_expected) == ("present", False)


@pytest.mark.parametrize(
    ("stage", "code"), [(Stage.HELD, "already_held"), (Stage.CANCELLED, "cancelled")]
)
def test_afterwards_the_list_of_expected_stands(meeting, lin, stage, code):
    meeting.stage = stage

    with pytest.raises(Refused) as refusal:
        expect_people(meeting, [lin])

    assert refusal.value.code == code
    assert Attendance.objects.of(meeting).count() == 3
