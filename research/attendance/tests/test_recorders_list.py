"""The recorder's list: one form for everybody, nothing overwritten silently, corrections kept."""

import pytest
from django.urls import reverse

from portal.people.models.audit import AuditEvent
from portal.records.decide import accept_record
from portal.records.models import Participation
from portal.records.submit import submit_record
from portal.refusal import Refused, StaleRecord
from research.attendance.ask_leave import ask_leave
from research.attendance.close_attendance import close_attendance
from research.attendance.correct_attendance import correct_attendance
from research.attendance.mark_attendance import Mark, add_present, mark_attendance
from research.attendance.models import Attendance, AttendanceChange, Guest, Stage, Status
from research.attendance.open_sign_in import open_sign_in
from research.attendance.sign_in_guest import sign_in_guest
from research.attendance.tests.factories import (
    ClubMeetingFactory,
    at,
    signed_in,
    somebody_expected,
)
from tests.factories import UserFactory
from tests.queries import assert_constant_queries


def row_of(meeting, person):
    return Attendance.objects.of(meeting).by(person).get()


def mark(meeting, person, status, reason="", was=None, **kwargs):
    row = row_of(meeting, person)
    return Mark(row.pk, Status(was or row.status), Status(status), reason, **kwargs)


def credit_of(person):
    return list(Participation.objects.of(person).values_list("part", "detail"))


def test_recorder_ticks_everybody_at_once(meeting, lin, colleague, zhou):
    marks = [
        mark(meeting, zhou, "present"),
        mark(meeting, lin, "late"),
        mark(meeting, colleague, "leave", "病假"),
    ]

    assert mark_attendance(meeting, marks, by=zhou, at=at("14:20")) == 3

    assert [row_of(meeting, p).status for p in (zhou, lin, colleague)] == [
        "present",
        "late",
        "leave",
    ]
    assert (credit_of(zhou), credit_of(lin), credit_of(colleague)) == (
        [("attendee", "出席")],
        [("attendee", "迟到")],
        [],
    )
    assert (row_of(meeting, lin).how, row_of(meeting, lin).noted_by) == ("list", zhou)
    assert AttendanceChange.objects.count() == 0


def test_ticking_somebody_makes_the_meeting_held(meeting, lin, zhou):
    mark_attendance(meeting, [mark(meeting, lin, "present")], by=zhou)

    meeting.refresh_from_db()
    assert meeting.stage == Stage.HELD


def test_leave_needs_a_reason(meeting, lin, colleague, zhou):
    marks = [mark(meeting, colleague, "present"), mark(meeting, lin, "leave")]

    with pytest.raises(Refused) as refusal:
        mark_attendance(meeting, marks, by=zhou)

    assert refusal.value.code == "reason_needed"
    assert refusal.value.rows == {row_of(meeting, lin).pk}
    assert row_of(meeting, colleague).status == "expected"


def test_what_changed_meanwhile_is_not_overwritten(meeting, lin, colleague, zhou):
    signed_in(meeting, lin)
    marks = [
        mark(meeting, colleague, "present"),
        mark(meeting, lin, "absent", "没来", was="expected"),
    ]

    with pytest.raises(StaleRecord) as refusal:
        mark_attendance(meeting, marks, by=zhou)

    assert refusal.value.rows == {row_of(meeting, lin).pk}
    assert row_of(meeting, lin).status == "present"
    assert row_of(meeting, colleague).status == "expected"


def test_line_left_alone_does_not_undo_a_sign_in(meeting, lin, zhou):
    signed_in(meeting, lin)

    untouched = mark(meeting, lin, "expected", was="expected")
    assert mark_attendance(meeting, [untouched], by=zhou) == 0

    assert row_of(meeting, lin).status == "present"


def test_two_who_tick_the_same_agree(meeting, lin, zhou):
    signed_in(meeting, lin)

    assert mark_attendance(meeting, [mark(meeting, lin, "present", was="expected")], by=zhou) == 0


def test_correction_keeps_who_when_and_why(meeting, lin, zhou):
    signed_in(meeting, lin)

    row = correct_attendance(
        row_of(meeting, lin), Status.ABSENT, by=zhou, reason="代签", at=at("15:00")
    )

    change = AttendanceChange.objects.get()
    assert (change.by, change.at, change.old_status, change.new_status, change.reason) == (
        zhou,
        at("15:00"),
        "present",
        "absent",
        "代签",
    )
    assert (row.status, row.signed_at, row.device_hash) == ("absent", None, "")
    assert credit_of(lin) == []


def test_corrected_back_the_credit_returns_once(meeting, lin, zhou):
    signed_in(meeting, lin)
    correct_attendance(row_of(meeting, lin), Status.ABSENT, by=zhou, reason="代签")

    correct_attendance(row_of(meeting, lin), Status.PRESENT, by=zhou, reason="核实到场")

    assert credit_of(lin) == [("attendee", "出席")]
    assert AttendanceChange.objects.count() == 2


def test_correction_without_a_reason_is_refused(meeting, lin, zhou):
    signed_in(meeting, lin)

    with pytest.raises(Refused) as refusal:
        correct_attendance(row_of(meeting, lin), Status.ABSENT, by=zhou, reason="  ")

    assert refusal.value.code == "reason_needed"
    assert row_of(meeting, lin).status == "present"


def test_correction_stands_in_the_history_of_changes(meeting, lin, zhou):
    from auditlog.models import LogEntry

    signed_in(meeting, lin)
    correct_attendance(row_of(meeting, lin), Status.ABSENT, by=zhou, reason="代签")

    logged = LogEntry.objects.get_for_object(AttendanceChange.objects.get())
    assert logged.get().changes_dict["reason"] == ["None", "代签"]


def test_accepted_record_is_no_longer_changed(meeting, lin, zhou, wu):
    signed_in(meeting, lin)
    submit_record(meeting, by=zhou)
    accept_record(meeting, by=wu)
    meeting.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        correct_attendance(row_of(meeting, lin), Status.ABSENT, by=zhou, reason="代签")

    assert refusal.value.code == "accepted"


def test_closing_makes_who_is_missing_absent(meeting, lin, colleague, zhou):
    signed_in(meeting, lin)
    ask_leave(meeting, colleague, "外出培训", at=at("09:00"))

    assert close_attendance(meeting, at=at("14:30")) == 1
    assert close_attendance(meeting, at=at("14:31")) == 0

    assert [row_of(meeting, p).status for p in (lin, colleague, zhou)] == [
        "present",
        "leave",
        "absent",
    ]


def test_opened_again_who_was_absent_may_sign_in(meeting, lin):
    close_attendance(meeting, at=at("14:16"))

    open_sign_in(meeting, at=at("14:20"))

    assert signed_in(meeting, lin, "14:21").status == "late"


def test_somebody_not_on_the_list_is_added_as_present(meeting, qian, lin, zhou):
    signed_in(meeting, lin)

    assert add_present(meeting, [qian, lin], by=zhou, at=at("14:05")) == 1

    row = row_of(meeting, qian)
    assert (row.status, row.is_expected, row.how, row.noted_by) == (
        "present",
        False,
        "list",
        zhou,
    )
    assert credit_of(qian) == [("attendee", "出席")]


def test_list_of_another_meeting_is_out_of_reach(meeting, lin, zhou):
    other = ClubMeetingFactory(author=zhou, expected=[lin])

    assert mark_attendance(other, [mark(meeting, lin, "present")], by=zhou) == 0
    assert row_of(meeting, lin).status == "expected"


def url_of(meeting, name="list"):
    return reverse(f"attendance:{name}", args=[meeting.pk])


def typed_for(meeting, person, status, was="expected", reason=""):
    pk = row_of(meeting, person).pk
    return {f"was-{pk}": was, f"status-{pk}": status, f"reason-{pk}": reason}


def test_page_saves_what_was_ticked(client, meeting, lin, zhou):
    client.force_login(zhou)

    response = client.post(url_of(meeting), typed_for(meeting, lin, "late"))

    assert response["Location"] == url_of(meeting)
    assert row_of(meeting, lin).status == "late"


def test_page_ticks_the_others_present(client, meeting, lin, colleague, zhou):
    client.force_login(zhou)
    typed = typed_for(meeting, lin, "leave", reason="病假")
    typed |= typed_for(meeting, colleague, "expected") | typed_for(meeting, zhou, "expected")

    client.post(url_of(meeting), typed | {"rest_present": "1"})

    assert [row_of(meeting, p).status for p in (lin, colleague, zhou)] == [
        "leave",
        "present",
        "present",
    ]


def test_page_keeps_what_was_ticked_when_a_reason_is_missing(client, meeting, lin, zhou):
    client.force_login(zhou)

    response = client.post(url_of(meeting), typed_for(meeting, lin, "leave"))

    page = response.content.decode()
    pk = row_of(meeting, lin).pk
    assert response.status_code == 422
    assert f'href="#line-{pk}"' in page
    assert row_of(meeting, lin).status == "expected"


def test_page_shows_both_when_somebody_signed_in_meanwhile(client, meeting, lin, zhou):
    client.force_login(zhou)
    signed_in(meeting, lin)

    response = client.post(url_of(meeting), typed_for(meeting, lin, "absent", reason="没来"))

    assert response.status_code == 409
    assert "没来" in response.content.decode()
    assert row_of(meeting, lin).status == "present"
    again = typed_for(meeting, lin, "absent", was="present", reason="没来")
    assert client.post(url_of(meeting), again).status_code == 302


def test_page_of_one_correction(client, meeting, lin, zhou):
    signed_in(meeting, lin)
    client.force_login(zhou)
    url = reverse("attendance:correct", args=[row_of(meeting, lin).pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"status": "absent"}).status_code == 422

    client.post(url, {"status": "absent", "reason": "代签"})

    assert "代签" in client.get(url).content.decode()
    assert row_of(meeting, lin).status == "absent"


def test_guest_is_removed_and_the_audit_knows(client, meeting, zhou):
    guest = sign_in_guest(meeting, name="陈老师", school="育才中学", at=at("13:55"))
    client.force_login(zhou)

    client.post(reverse("attendance:remove_guest", args=[meeting.pk, guest.pk]))

    assert Guest.objects.count() == 0
    assert AuditEvent.objects.filter(act="guest_removed").count() == 1


def test_guest_of_another_meeting_is_not_removed(client, meeting, zhou):
    other = ClubMeetingFactory(author=zhou)
    guest = sign_in_guest(other, name="陈老师", school="育才中学", at=at("13:55"))
    client.force_login(zhou)

    response = client.post(reverse("attendance:remove_guest", args=[meeting.pk, guest.pk]))

    assert response.status_code == 404
    assert Guest.objects.count() == 1


@pytest.mark.parametrize("name", ["screen", "list", "export"])
def test_who_may_keep_the_list(client, meeting, lin, zhou, qian, guest, name):
    answers = []
    for person in (zhou, lin, guest):
        client.force_login(person)
        answers.append(client.get(url_of(meeting, name)).status_code)

    assert answers == [200, 403, 404]


@pytest.mark.parametrize("name", ["open", "close", "add_person"])
def test_who_may_act_on_the_list(client, meeting, lin, guest, name):
    answers = []
    for person in (lin, guest):
        client.force_login(person)
        answers.append(client.post(url_of(meeting, name), {}).status_code)

    assert answers == [403, 404]
    assert set(Attendance.objects.of(meeting).values_list("status", flat=True)) == {"expected"}


def test_adding_a_person_by_the_page(client, meeting, zhou, qian):
    client.force_login(zhou)

    client.post(url_of(meeting, "add_person"), {"person": f"{qian.name} {qian.staff_number}"})
    client.post(url_of(meeting, "add_person"), {"person": "没有此人"})

    assert row_of(meeting, qian).status == "present"


@pytest.mark.parametrize("name", ["list", "screen", "export"])
def test_page_costs_the_same_for_any_number(client, meeting, zhou, name):
    client.force_login(zhou)

    def one_more():
        signed_in(meeting, UserFactory())
        return somebody_expected_before(meeting)

    assert_constant_queries(lambda: client.get(url_of(meeting, name)), grow=one_more, at_most=12)


def somebody_expected_before(meeting):
    meeting.stage = Stage.ANNOUNCED
    return somebody_expected(meeting)
