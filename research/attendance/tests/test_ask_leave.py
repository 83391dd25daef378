"""Asking for leave beforehand: why is for who keeps the list, the office and the principal."""

import pytest
from django.urls import reverse

from portal.notices.models import Notice
from portal.refusal import Refused
from research.attendance.ask_leave import ask_leave, take_back_leave
from research.attendance.models import Attendance, Stage
from research.attendance.tests.factories import at, signed_in


def row_of(meeting, person):
    return Attendance.objects.of(meeting).by(person).get()


def refusal_of(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.code


def test_leave_is_noted_and_the_leader_is_told_once(meeting, lin, zhou):
    ask_leave(meeting, lin, " 家长会 ", at=at("09:00"))
    ask_leave(meeting, lin, "家长会", at=at("09:01"))

    row = row_of(meeting, lin)
    assert (row.status, row.reason, row.how) == ("leave", "家长会", "asked")
    told = Notice.objects.get(type="leave_asked")
    assert told.person == zhou
    assert told.params["reason"] == "家长会"


def test_leader_who_asks_tells_nobody(meeting, zhou):
    ask_leave(meeting, zhou, "区里开会", at=at("09:00"))

    assert Notice.objects.filter(type="leave_asked").count() == 0


def test_leave_is_taken_back(meeting, lin):
    ask_leave(meeting, lin, "家长会", at=at("09:00"))

    take_back_leave(meeting, lin, at=at("13:59"))

    assert (row_of(meeting, lin).status, row_of(meeting, lin).reason) == ("expected", "")


def test_leave_needs_a_reason(meeting, lin):
    assert refusal_of(ask_leave, meeting, lin, "  ", at=at("09:00")) == "reason_needed"


def test_once_it_has_begun_it_is_the_chairs_to_note(meeting, lin):
    assert refusal_of(ask_leave, meeting, lin, "病假", at=at("14:00")) == "begun"
    assert row_of(meeting, lin).status == "expected"


def test_who_is_not_expected_needs_no_leave(meeting, qian):
    assert refusal_of(ask_leave, meeting, qian, "病假", at=at("09:00")) == "not_expected"


def test_who_is_there_asks_no_leave(meeting, lin):
    signed_in(meeting, lin, "13:50")

    assert refusal_of(ask_leave, meeting, lin, "病假", at=at("13:55")) == "has_attended"


def test_cancelled_meeting_needs_no_leave(meeting, lin):
    meeting.stage = Stage.CANCELLED

    assert refusal_of(ask_leave, meeting, lin, "病假", at=at("09:00")) == "cancelled"


def test_page_asks_and_takes_back(client, meeting, lin):
    url = reverse("attendance:leave", args=[meeting.pk])
    client.force_login(lin)
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).status_code == 422

    client.post(url, {"reason": "家长会"})
    assert row_of(meeting, lin).status == "leave"
    assert "家长会" in client.get(url).content.decode()
    client.post(url, {"take_back": "1"})

    assert row_of(meeting, lin).status == "expected"


def test_stranger_does_not_find_the_page(client, meeting, guest):
    client.force_login(guest)

    assert client.get(reverse("attendance:leave", args=[meeting.pk])).status_code == 404


@pytest.mark.parametrize(
    ("reader", "sees"),
    [("zhou", True), ("wu", True), ("sun", True), ("lin", True), ("colleague", False)],
)
def test_who_reads_the_reason(client, meeting, lin, request, reader, sees):
    ask_leave(meeting, lin, "陪护家人", at=at("09:00"))
    client.force_login(request.getfixturevalue(reader))

    page = client.get(meeting.get_absolute_url()).content.decode()

    assert lin.name in page
    assert ("陪护家人" in page) is sees
