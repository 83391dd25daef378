"""On the phone: the scan counts, whatever comes between; every refusal is a sentence."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal import clock
from research.attendance.codes import code_for, online_path
from research.attendance.devices import COOKIE
from research.attendance.limits import GUESTS, WRONG_CODES
from research.attendance.models import Attendance, Guest, Mode, SignInSetting
from research.attendance.tests.factories import ClubMeetingFactory, at
from tests.factories import UserFactory
from tests.toy.models import ClubMeeting


def code_now(meeting):
    return code_for(meeting.pk, clock.now(), SignInSetting())


def scan(client, meeting):
    """The page that the scan led to."""
    response = client.get(code_now(meeting).path)
    assert response.status_code == 302
    return response["Location"]


def row_of(meeting, person):
    return Attendance.objects.of(meeting).by(person).get()


def words(response):
    return response.content.decode()


def test_scan_and_one_button_sign_in(client, meeting, lin):
    client.force_login(lin)

    page = scan(client, meeting)
    assert "data-at-once" in words(client.get(page))
    done = client.post(page, follow=True)

    row = row_of(meeting, lin)
    assert (row.status, row.how, row.signed_at) == ("present", "qr", at("13:50"))
    assert "13:50" in words(done)
    assert row.get_status_display() in words(done)


def test_reading_the_code_changes_nothing(client, meeting, lin):
    client.force_login(lin)

    client.get(scan(client, meeting))

    assert Attendance.objects.of(meeting).counted().count() == 0


def test_scan_counts_when_signing_in_to_the_portal_comes_between(
    client, meeting, lin, time_machine
):
    time_machine.move_to("2026-10-07T14:10:30+08:00", tick=False)
    page = scan(client, meeting)
    assert reverse("account_login") in words(client.get(page))

    time_machine.move_to("2026-10-07T14:17:00+08:00", tick=False)
    signed = client.post(
        reverse("account_login"),
        {"login": lin.staff_number, "password": "a-good-passphrase", "next": page},
    )
    assert signed["Location"] == page
    client.post(page)

    row = row_of(meeting, lin)
    assert (row.status, row.signed_at) == ("present", at("14:10:30"))


def test_button_without_a_session_leads_to_sign_in_and_back(client, meeting, lin):
    page = scan(client, meeting)

    response = client.post(page)

    assert response["Location"].startswith(reverse("account_login"))
    client.force_login(lin)
    client.post(page)
    assert row_of(meeting, lin).status == "present"


def test_too_long_after_the_scan_it_is_refused(client, meeting, lin, time_machine):
    client.force_login(lin)
    page = scan(client, meeting)

    time_machine.shift(timedelta(minutes=10, seconds=1))
    response = client.post(page)

    assert response.status_code == 410
    assert row_of(meeting, lin).status == "expected"


def test_old_code_is_refused_in_words(client, meeting, lin, time_machine):
    client.force_login(lin)
    old = code_now(meeting).path
    time_machine.shift(timedelta(seconds=121))

    response = client.get(old)

    assert response.status_code == 410
    assert "code-input" in words(response)


def test_early_scan_waits_for_the_opening(client, meeting, lin, time_machine):
    client.force_login(lin)
    time_machine.move_to("2026-10-07T13:20:00+08:00", tick=False)
    page = scan(client, meeting)

    waiting = client.get(page)
    assert "13:45" in words(waiting)
    assert 'http-equiv="refresh"' in words(waiting)
    assert client.get(page, headers={"HX-Request": "true"}).status_code == 204

    time_machine.move_to("2026-10-07T13:45:10+08:00", tick=False)
    assert "data-at-once" in words(client.get(page))
    client.post(page)
    row = row_of(meeting, lin)
    assert (row.status, row.signed_at) == ("present", at("13:45"))


def test_early_scan_is_not_kept_beyond_the_minutes_after_the_opening(
    client, meeting, lin, time_machine
):
    client.force_login(lin)
    time_machine.move_to("2026-10-07T13:20:00+08:00", tick=False)
    page = scan(client, meeting)

    time_machine.move_to("2026-10-07T13:55:01+08:00", tick=False)

    assert client.post(page).status_code == 410


def test_address_sent_to_a_friend_signs_nobody_in(client, meeting, lin, colleague, django_client):
    client.force_login(lin)
    page = scan(client, meeting)
    django_client.force_login(colleague)

    response = django_client.post(page)

    assert response.status_code == 422
    assert row_of(meeting, colleague).status == "expected"


@pytest.fixture
def django_client():
    from django.test import Client

    return Client()


def test_two_people_on_one_phone_are_both_in_and_flagged(client, meeting, lin, colleague):
    from research.attendance.roll import roll_of

    for person in (lin, colleague):
        client.force_login(person)
        client.post(scan(client, meeting))

    roll = roll_of(meeting.pk)
    assert roll.figures.here == 2
    assert {line.name for line in roll.sharing} == {lin.name, colleague.name}


def test_two_phones_are_not_flagged(client, django_client, meeting, lin, colleague):
    from research.attendance.roll import roll_of

    client.force_login(lin)
    client.post(scan(client, meeting))
    django_client.force_login(colleague)
    django_client.post(scan(django_client, meeting))

    assert roll_of(meeting.pk).sharing == []


def test_phone_keeps_its_number_for_long_and_only_its_hash_is_stored(client, meeting, lin):
    client.force_login(lin)
    client.post(scan(client, meeting))

    cookie = client.cookies[COOKIE]
    assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)
    assert int(cookie["max-age"]) > 300 * 24 * 3600
    assert len(row_of(meeting, lin).device_hash) == 64
    assert row_of(meeting, lin).device_hash not in cookie.value


def test_double_press_is_harmless(client, meeting, lin):
    client.force_login(lin)
    page = scan(client, meeting)

    client.post(page)
    client.post(page)

    assert Attendance.objects.of(meeting).counted().count() == 1


def test_hybrid_meeting_asks_where(client, meeting, lin):
    ClubMeeting.objects.update(mode=Mode.HYBRID)
    client.force_login(lin)
    page = scan(client, meeting)

    assert "data-at-once" not in words(client.get(page))
    assert client.post(page).status_code == 422
    client.post(page, {"where": "online"})

    assert row_of(meeting, lin).where == "online"


def test_link_of_the_online_meeting(client, meeting, lin):
    ClubMeeting.objects.update(mode=Mode.HYBRID)
    client.force_login(lin)

    client.post(client.get(online_path(meeting.pk))["Location"])

    row = row_of(meeting, lin)
    assert (row.where, row.how) == ("online", "link")


def test_colleague_who_does_not_see_the_meeting_is_told(client, meeting, qian):
    ClubMeeting.objects.update(visibility="group")
    client.force_login(qian)

    response = client.post(scan(client, meeting))

    assert response.status_code == 422
    assert Attendance.objects.of(meeting).by(qian).count() == 0


def test_expected_expert_signs_in_and_another_does_not(client, meeting, guest, lin):
    client.force_login(guest)
    assert client.post(scan(client, meeting)).status_code == 422
    Attendance.objects.create(record_id=meeting.pk, person=guest)

    client.post(scan(client, meeting))

    assert row_of(meeting, guest).status == "present"


def test_typed_code_leads_the_same_way(client, meeting, lin):
    client.force_login(lin)
    typed = code_now(meeting).spaced.lower()

    page = client.post(reverse("attendance:code"), {"code": typed})["Location"]
    client.post(page)

    assert row_of(meeting, lin).how == "code"


def test_wrong_codes_are_slowed_down_and_right_ones_never(client, meeting, lin, colleague):
    client.force_login(lin)
    url = reverse("attendance:code")
    for _try in range(WRONG_CODES.by_person):
        assert client.post(url, {"code": "AAAAAA"}).status_code == 422

    late = client.post(url, {"code": code_now(meeting).typed})
    assert late.status_code == 422
    client.force_login(colleague)
    assert client.post(url, {"code": code_now(meeting).typed}).status_code == 302
    cache.clear()
    client.force_login(lin)
    for _try in range(WRONG_CODES.by_person + 5):
        assert client.post(url, {"code": code_now(meeting).typed}).status_code == 302


def test_guest_signs_with_name_and_school(client, meeting):
    page = scan(client, meeting)
    form = reverse("attendance:guest", args=[page.split("/")[-2]])
    assert form in words(client.get(page))
    assert client.get(form).status_code == 200

    done = client.post(form, {"name": " 陈  老师 ", "school": "育才中学"}, follow=True)

    guest = Guest.objects.get()
    assert (guest.name, guest.school, guest.signed_at) == ("陈 老师", "育才中学", at("13:50"))
    assert "陈 老师" in words(done)


def test_guest_needs_both_words(client, meeting):
    page = scan(client, meeting)

    response = client.post(
        reverse("attendance:guest", args=[page.split("/")[-2]]), {"name": "陈老师"}
    )

    assert response.status_code == 422
    assert Guest.objects.count() == 0


def test_guests_without_end_are_slowed_down(client, meeting):
    page = scan(client, meeting)
    form = reverse("attendance:guest", args=[page.split("/")[-2]])
    request = client.get(form).wsgi_request
    for _guest in range(GUESTS.by_address):
        GUESTS.count(request)

    response = client.post(form, {"name": "陈老师", "school": "育才中学"})

    assert response.status_code == 429
    assert Guest.objects.count() == 0


def test_guest_page_needs_a_scan(client, meeting):
    assert client.get(reverse("attendance:guest", args=["made-up"])).status_code == 422


def test_what_was_never_shown_is_not_found(client, meeting):
    for code in ("AAAAAA", "1-1700000000-AAAAAAAAAAAAAAAAAAAA"):
        assert client.get(reverse("attendance:scan", args=[code])).status_code == 404


def test_cancelled_meeting_says_so(client, meeting, lin):
    client.force_login(lin)
    page = scan(client, meeting)
    ClubMeeting.objects.update(stage="cancelled")

    assert client.get(page).status_code == 422
    assert client.post(page).status_code == 422
    assert row_of(meeting, lin).status == "expected"


def test_pages_are_kept_by_no_cache(client, meeting, lin):
    client.force_login(lin)

    assert "no-store" in client.get(scan(client, meeting))["Cache-Control"]


def test_eighty_people_cost_the_same_each(client, meeting, django_assert_max_num_queries):
    people = [UserFactory() for _person in range(12)]
    for person in people[:-1]:
        client.force_login(person)
        client.post(scan(client, meeting))
    client.force_login(people[-1])
    page = scan(client, meeting)

    with django_assert_max_num_queries(15):
        client.post(page)

    assert Attendance.objects.of(meeting).counted().count() == 12


def test_nobody_outside_learns_of_a_meeting_by_its_number(client, term, zhou):
    meeting = ClubMeetingFactory(author=zhou)

    response = client.get(reverse("attendance:screen", args=[meeting.pk]))

    assert response["Location"].startswith(reverse("account_login"))
