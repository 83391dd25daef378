"""The big screen, the panel of a record, the card of the home page, the school's numbers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal import clock
from research.attendance.codes import code_for
from research.attendance.home_cards import begins_soon
from research.attendance.models import Mode, SignInSetting, Stage
from research.attendance.tests.factories import STARTS, ClubMeetingFactory, signed_in
from tests.factories import UserFactory
from tests.toy.models import ClubMeeting


def text_of(client, person, url, **headers):
    client.force_login(person)
    response = client.get(url, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def screen(meeting):
    return reverse("attendance:screen", args=[meeting.pk])


def test_screen_shows_the_code_and_who_is_in(client, meeting, zhou, lin, colleague):
    signed_in(meeting, lin)

    page = text_of(client, zhou, screen(meeting))

    code = code_for(meeting.pk, clock.now(), SignInSetting())
    assert code.spaced in page
    assert '<svg class="qr"' in page
    assert "<strong>1</strong> / 3" in page
    assert colleague.name in page
    assert 'http-equiv="refresh"' in page


def test_screen_answers_a_script_with_its_living_part_alone(client, meeting, zhou, lin):
    part = text_of(client, zhou, screen(meeting), **{"HX-Request": "true"})

    assert "<html" not in part
    assert 'data-hx-trigger="every 5s"' in part


def test_screen_shows_no_code_once_it_is_over(client, meeting, zhou, time_machine):
    time_machine.move_to("2026-10-07T14:16:00+08:00", tick=False)

    page = text_of(client, zhou, screen(meeting))

    assert '<svg class="qr"' not in page
    client.post(reverse("attendance:open", args=[meeting.pk]))
    assert '<svg class="qr"' in text_of(client, zhou, screen(meeting))


def test_screen_of_an_online_meeting_has_a_link_for_its_chat(client, meeting, zhou):
    assert "-online-" not in text_of(client, zhou, screen(meeting))
    ClubMeeting.objects.update(mode=Mode.ONLINE)

    assert "-online-" in text_of(client, zhou, screen(meeting))


def test_closing_by_the_button(client, meeting, zhou, lin):
    client.force_login(zhou)

    client.post(reverse("attendance:close", args=[meeting.pk]))

    assert set(meeting.attendances.values_list("status", flat=True)) == {"absent"}


def test_record_offers_leave_before_and_the_code_to_its_chair(client, meeting, lin, zhou):
    leave = reverse("attendance:leave", args=[meeting.pk])

    for_lin, for_zhou = (
        text_of(client, person, meeting.get_absolute_url()) for person in (lin, zhou)
    )

    assert leave in for_lin
    assert f'href="{screen(meeting)}"' not in for_lin
    assert f'href="{screen(meeting)}"' in for_zhou


def test_record_says_who_was_there_and_flags_shared_phones_to_the_chair(
    client, meeting, lin, zhou, colleague
):
    for person in (lin, colleague):
        signed_in(meeting, person, device="f" * 64)

    flag = 'class="tag tag-warning"'
    assert flag in text_of(client, zhou, meeting.get_absolute_url())
    assert flag not in text_of(client, lin, meeting.get_absolute_url())


def test_other_records_have_no_such_panel(client, lin, term):
    from research.reflections.tests.factories import LessonReflectionFactory

    reflection = LessonReflectionFactory(author=lin)

    assert 'id="attendance"' not in text_of(client, lin, reflection.get_absolute_url())


def test_home_page_leads_who_is_expected_to_the_code(client, meeting, lin, zhou, qian):
    typed = reverse("attendance:code")

    assert f'href="{typed}"' in text_of(client, lin, "/")
    assert screen(meeting) in text_of(client, zhou, "/")
    assert meeting.title not in text_of(client, qian, "/")


@pytest.mark.parametrize(
    ("minutes", "is_near"), [(-61, False), (-60, True), (0, True), (45, True), (46, False)]
)
def test_home_page_knows_what_is_near(meeting, lin, minutes, is_near):
    found = begins_soon(lin, None, STARTS + timedelta(minutes=minutes))

    assert (found is not None) is is_near


def test_home_page_asks_once_where_nothing_is_near(meeting, qian, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert begins_soon(qian, None, STARTS) is None


def test_home_page_of_who_is_expected_costs_two_queries(
    meeting, lin, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        [line] = begins_soon(lin, None, STARTS)["near"]

    assert [action.slug for action in line.actions] == ["code"]


def test_cancelled_meeting_is_not_near(meeting, lin):
    ClubMeeting.objects.update(stage=Stage.CANCELLED)

    assert begins_soon(lin, None, STARTS) is None


def test_who_is_in_reads_so_on_the_home_page(meeting, lin):
    signed_in(meeting, lin)

    [line] = begins_soon(lin, None, STARTS)["near"]

    assert line.status
    assert line.actions == ()


def test_office_sets_the_numbers(client, meeting, wu, lin):
    url = reverse("attendance:setting")
    numbers = {
        "opens_before": 30,
        "closes_after": 20,
        "late_after": 5,
        "code_seconds": 20,
        "code_accepted_for": 90,
        "login_minutes": 15,
    }
    client.force_login(lin)
    assert client.get(url).status_code == 403
    client.force_login(wu)

    assert client.post(url, numbers | {"code_accepted_for": 20}).status_code == 200
    assert SignInSetting.current().opens_before == 15
    client.post(url, numbers)
    client.post(url, numbers | {"late_after": 6})

    assert SignInSetting.objects.count() == 1
    assert (SignInSetting.current().opens_before, SignInSetting.current().late_after) == (30, 6)


def test_roll_as_a_sheet(client, meeting, zhou, lin):
    signed_in(meeting, lin)
    client.force_login(zhou)

    sheet = client.get(reverse("attendance:export", args=[meeting.pk]))

    assert sheet["Content-Type"].startswith("application/vnd.openxmlformats")


def test_every_gathering_says_who_runs_its_sign_in():
    from portal.access import known_permissions
    from research.attendance.gatherings import gathering_kinds

    missing = {
        kind.permission("run_sign_in")
        for kind in gathering_kinds()
        if kind.permission("run_sign_in") not in known_permissions()
    }

    assert missing == set()


def test_meeting_of_many_is_a_page_of_few_queries(client, meeting, zhou):
    from tests.queries import assert_constant_queries

    client.force_login(zhou)

    assert_constant_queries(
        lambda: client.get(meeting.get_absolute_url()),
        grow=lambda: signed_in(meeting, UserFactory()),
        at_most=12,
    )


def test_meeting_of_another_day_needs_no_code(client, zhou, lin, meeting):
    later = ClubMeetingFactory(author=zhou, starts_at=STARTS + timedelta(days=7), expected=[lin])

    page = text_of(client, zhou, later.get_absolute_url())

    assert f'href="{screen(later)}"' not in page
