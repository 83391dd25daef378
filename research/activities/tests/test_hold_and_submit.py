"""Held by the first sign-in or by its leader; handed in with minutes, agenda and attendance."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.notices.models import Notice
from portal.records.decide import accept_record, return_record
from portal.records.models import Part, Participation
from portal.records.submit import submit_record
from portal.refusal import Refused
from research.activities.hold_activity import hold_activity
from research.activities.models import Activity
from research.activities.set_people import People
from research.activities.tests.factories import STARTS, ActivityFactory, make_ready
from research.attendance.ask_leave import ask_leave
from research.attendance.models import Attendance, How, Status
from research.attendance.sign_in import sign_in
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sixth_week")]


def parts_of(activity):
    rows = Participation.objects.filter(record=activity).exclude(part=Part.ATTENDEE)
    return sorted(rows.values_list("person__name", "part"))


def test_the_first_sign_in_holds_it_and_credits_who_speaks(zhou, lin):
    people = People(lead_speakers=[lin], recorders=[lin])
    activity = ActivityFactory(author=zhou, announced=True, people=people)

    sign_in(activity, lin, at=STARTS - timedelta(minutes=5), how=How.QR)
    sign_in(activity, zhou, at=STARTS, how=How.QR)

    assert Activity.objects.get().stage == "held"
    assert parts_of(activity) == sorted(
        [("周静", "chair"), ("林晓", "lead_speaker"), ("林晓", "recorder")]
    )


def test_the_leader_holds_it_once_its_time_has_come(zhou, lin):
    activity = ActivityFactory(author=zhou)

    with pytest.raises(Refused) as refusal:
        hold_activity(activity, by=zhou, at=STARTS - timedelta(minutes=1))
    hold_activity(activity, by=zhou, at=STARTS)
    hold_activity(activity, by=zhou, at=STARTS)

    assert refusal.value.code == "not_begun"
    assert Activity.objects.get().stage == "held"


@pytest.mark.parametrize(
    ("missing", "code"),
    [("held", "not_held"), ("agenda", "no_agenda"), ("attendance", "no_attendance")],
)
def test_it_is_not_handed_in_half(zhou, lin, missing, code):
    activity = ActivityFactory(author=zhou, ready=True)
    if missing == "held":
        Activity.objects.update(stage="announced", announced_at=STARTS)
    elif missing == "agenda":
        activity.agenda.all().delete()
    else:
        activity.attendances.all().delete()

    with pytest.raises(Refused) as refusal:
        submit_record(activity, by=zhou)

    assert refusal.value.code == code


def test_short_minutes_are_not_handed_in(zhou, lin):
    activity = ActivityFactory(author=zhou, ready=True)
    Activity.objects.update(process="<p>开会</p>")
    activity.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        submit_record(activity, by=zhou)

    assert refusal.value.code == "too_short"


def test_a_recorder_hands_in_and_the_office_accepts(zhou, lin, wu):
    activity = ActivityFactory(author=zhou, people=People([zhou], recorders=[lin]))
    make_ready(activity)

    submit_record(activity, by=lin)
    accept_record(activity, by=wu)

    assert Activity.objects.get().state == "accepted"


def test_what_the_office_returns_is_told_to_the_recorder_too(zhou, lin, wu):
    activity = ActivityFactory(author=zhou, people=People([zhou], recorders=[lin]))
    make_ready(activity)
    submit_record(activity, by=lin)

    return_record(activity, by=wu, words="请补上达成的共识。")

    notice = Notice.objects.get(type="activity_minutes_returned")
    assert (notice.person, notice.params["words"]) == (lin, "请补上达成的共识。")


def test_somebody_else_does_not_hand_it_in(zhou, lin, qian):
    activity = ActivityFactory(author=zhou, ready=True)

    with pytest.raises(Refused) as refusal:
        submit_record(activity, by=qian)

    assert refusal.value.code == "not_author"


def test_the_office_finds_it_in_its_queue(client, zhou, lin, wu):
    ActivityFactory(author=zhou, submitted=True)
    client.force_login(wu)

    assert "预习单怎样用" in client.get(reverse("records:queue")).content.decode()


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ({}, "Planned"),
        ({"announced": True}, "Announced"),
        ({"ready": True}, "Held, minutes wanted"),
        ({"submitted": True}, "Minutes wait for review"),
    ],
    ids=["planned", "announced", "held", "submitted"],
)
def test_its_page_says_where_it_stands(client, zhou, lin, state, word):
    activity = ActivityFactory(author=zhou, **state)
    client.force_login(zhou)

    page = client.get(activity.get_absolute_url(), headers={"accept-language": "en"})

    assert word in page.content.decode()


def test_a_planned_one_whose_time_is_over_says_so(client, zhou, lin):
    activity = ActivityFactory(author=zhou, starts_at=STARTS - timedelta(days=14))
    client.force_login(zhou)

    page = client.get(activity.get_absolute_url(), headers={"accept-language": "en"})

    assert "Time is over: held?" in page.content.decode()


def test_handing_in_closes_the_list_of_who_was_there(zhou, lin, wu):
    activity = ActivityFactory(author=zhou, ready=True)
    awaited = UserFactory(name="未到")
    Attendance.objects.create(record=activity, person=awaited)

    submit_record(activity, by=zhou)

    assert Attendance.objects.get(person=awaited).status == Status.ABSENT


def test_a_leave_is_told_to_planner_chair_and_recorders(zhou, lin, qian):
    people = People(lead_speakers=[zhou], recorders=[qian])
    activity = ActivityFactory(author=zhou, announced=True, people=people)

    ask_leave(activity, lin, "外出培训", at=STARTS - timedelta(days=1))

    told = Notice.objects.filter(type="leave_asked").values_list("person__name", flat=True)
    assert set(told) == {"周静", "钱进"}
