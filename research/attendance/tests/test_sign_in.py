"""Signing in: what counts is the moment of the scan; the first sign-in stands.

Rule: docs/rules.md#attendance (opens 15 minutes before, closes 15 after the
start, late after 10; each moment includes its minute).
"""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.people.models import User
from portal.records.models import Participation
from portal.records.submit import withdraw_record
from portal.refusal import Refused
from research.attendance.ask_leave import ask_leave
from research.attendance.close_attendance import close_attendance
from research.attendance.models import Attendance, Mode, SignInSetting, Stage, Where
from research.attendance.open_sign_in import open_sign_in
from research.attendance.tests.factories import STARTS, ClubMeetingFactory, at, signed_in
from tests.factories import UserFactory
from tests.toy.models import ClubMeeting


def credit_of(person):
    return list(Participation.objects.of(person).values_list("part", "detail"))


def test_person_is_present_and_has_credit(meeting, lin):
    row = signed_in(meeting, lin, "13:50")

    assert (row.status, row.where, row.how, row.signed_at) == (
        "present",
        "on_site",
        "qr",
        at("13:50"),
    )
    assert credit_of(lin) == [("attendee", "出席")]


def test_first_sign_in_tells_the_gatherings_own_app(meeting, lin):
    signed_in(meeting, lin)

    assert ClubMeeting.objects.get().stage == Stage.HELD


def test_second_scan_is_harmless_and_the_first_stands(meeting, lin):
    signed_in(meeting, lin, "13:50", device="one")
    again = signed_in(meeting, lin, "14:12", device="two")

    assert (again.status, again.signed_at, again.device_hash) == ("present", at("13:50"), "one")
    assert len(credit_of(lin)) == 1
    assert Attendance.objects.of(meeting).count() == 3


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("13:45", "present"),
        ("14:00", "present"),
        ("14:10:59", "present"),
        ("14:11", "late"),
        ("14:15:59", "late"),
    ],
)
def test_late_begins_after_the_tenth_minute(meeting, lin, moment, status):
    assert signed_in(meeting, lin, moment).status == status


@pytest.mark.parametrize(
    ("moment", "code"),
    [("13:44:59", "too_early"), ("14:16", "too_late"), ("15:30", "too_late")],
)
def test_outside_the_time_it_is_refused(meeting, lin, moment, code):
    with pytest.raises(Refused) as refusal:
        signed_in(meeting, lin, moment)

    assert refusal.value.code == code
    assert Attendance.objects.of(meeting).counted().count() == 0
    assert credit_of(lin) == []


def test_school_sets_the_numbers(meeting, lin):
    SignInSetting.objects.create(pk=1, opens_before=30, closes_after=60, late_after=0)

    assert signed_in(meeting, lin, "13:30").status == "present"


def test_late_credit_says_so(meeting, lin):
    signed_in(meeting, lin, "14:12")

    assert credit_of(lin) == [("attendee", "迟到")]


def test_who_is_on_leave_and_comes_is_present(meeting, lin):
    ask_leave(meeting, lin, "身体不适", at=at("08:00"))

    row = signed_in(meeting, lin)

    assert (row.status, row.reason) == ("present", "")


def test_who_was_not_expected_is_added_and_marked(meeting, qian):
    row = signed_in(meeting, qian)

    assert (row.status, row.is_expected) == ("present", False)
    assert credit_of(qian) == [("attendee", "出席")]


def test_who_left_the_school_is_refused(meeting, lin):
    User.objects.filter(pk=lin.pk).update(is_active=False, status="left")
    lin.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        signed_in(meeting, lin)

    assert refusal.value.code == "not_on_staff"


def test_cancelled_meeting_is_refused(meeting, lin):
    meeting.stage = Stage.CANCELLED

    with pytest.raises(Refused) as refusal:
        signed_in(meeting, lin)

    assert refusal.value.code == "cancelled"


def test_withdrawn_meeting_is_refused(meeting, lin, zhou):
    withdraw_record(meeting, by=zhou)

    with pytest.raises(Refused) as refusal:
        signed_in(meeting, lin)

    assert refusal.value.code == "cancelled"


def test_hybrid_meeting_asks_where(meeting, lin, colleague):
    meeting.mode = Mode.HYBRID

    with pytest.raises(Refused) as refusal:
        signed_in(meeting, lin)

    assert refusal.value.code == "where_needed"
    assert signed_in(meeting, lin, where=Where.ONLINE).where == "online"
    assert signed_in(meeting, colleague, where=Where.ON_SITE).where == "on_site"


def test_nobody_is_online_where_nothing_is(meeting, lin):
    with pytest.raises(Refused) as refusal:
        signed_in(meeting, lin, where=Where.ONLINE)

    assert refusal.value.code == "not_online"


def test_online_meeting_counts_online(meeting, lin):
    meeting.mode = Mode.ONLINE

    assert signed_in(meeting, lin).where == "online"


def test_opened_by_hand_it_opens_at_once(meeting, lin):
    open_sign_in(meeting, at=at("13:20"))

    assert signed_in(meeting, lin, "13:21").status == "present"


def test_kept_open_it_takes_who_comes_late(meeting, lin):
    open_sign_in(meeting, at=at("14:30"))

    assert signed_in(meeting, lin, "14:44").status == "late"


def test_opening_by_hand_is_forgotten_when_the_meeting_moves(meeting, lin):
    open_sign_in(meeting, at=at("13:20"))
    meeting.starts_at, meeting.ends_at = STARTS + timedelta(days=7), STARTS + timedelta(days=8)

    with pytest.raises(Refused) as refusal:
        signed_in(meeting, lin, "13:50")

    assert refusal.value.code == "too_early"


def test_it_is_opened_on_its_day_only(meeting):
    with pytest.raises(Refused) as refusal:
        open_sign_in(meeting, at=at("13:20") - timedelta(days=2))

    assert refusal.value.code == "another_day"


def test_scan_before_the_list_was_closed_counts_afterwards(meeting, lin, colleague):
    close_attendance(meeting, at=at("14:05"))

    assert signed_in(meeting, lin, "14:04").status == "present"
    with pytest.raises(Refused):
        signed_in(meeting, colleague, "14:05")


def test_meeting_at_midnight_opens_the_evening_before(term, zhou, lin):
    midnight = datetime.fromisoformat("2026-10-08T00:05:00+08:00")
    meeting = ClubMeetingFactory(author=zhou, starts_at=midnight, expected=[lin])

    assert signed_in(meeting, lin, "23:50").status == "present"


def queries_of_signing_in(meeting, person):
    with CaptureQueriesContext(connection) as captured:
        signed_in(meeting, person)
    return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]


def test_sign_in_costs_the_same_however_many_came(meeting):
    first = queries_of_signing_in(meeting, UserFactory())
    for _person in range(30):
        signed_in(meeting, UserFactory())
    late = queries_of_signing_in(meeting, UserFactory())

    assert len(late) <= len(first) <= 9
    assert [sql for sql in late if "FOR UPDATE" in sql] == []
