"""Signing in to a group activity: three phones at once, seen live on the chair's screen.

The scan counts when signing in to the portal comes between; an early scan
waits for the opening; a code two minutes old is refused in words.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from research.activities.tests.factories import STARTS, ActivityFactory
from research.attendance.models import Attendance, Guest
from tests.browser.conftest import DESK, assert_in_order, sign_in
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Frames follow each other by htmx every five seconds.
LIVE = 12_000


@pytest.fixture
def people(lin, chinese):
    names = ["何苗", "江雪"]
    return [
        lin,
        *(
            UserFactory(staff_number=f"102{n}", name=name, in_group=chinese)
            for n, name in enumerate(names)
        ),
    ]


@pytest.fixture
def activity(people, zhou, term, time_machine):
    time_machine.move_to(STARTS - timedelta(days=7))
    activity = ActivityFactory(author=zhou, announced=True)
    time_machine.move_to(STARTS - timedelta(minutes=5), tick=True)
    return activity


def screen_of(visit, chair, activity, **kwargs):
    """The chair's screen, from the activity's own page."""
    page = visit(chair, **kwargs)
    page.goto(activity.get_absolute_url())
    assert_in_order(page)
    page.get_by_role("link", name="Show the code").click()
    return page


def code_on(screen):
    """The address that the QR code on this screen holds, for cameras that see only text."""
    return screen.locator(".live-typed").inner_text().replace(" ", "")


def row_of(activity, person):
    return Attendance.objects.of(activity).by(person).get()


def test_three_phones_at_once_and_the_chair_sees_them_live(visit, zhou, people, activity, turns):
    screen = screen_of(visit, zhou, activity, viewport=DESK)
    expect(screen.get_by_text("here / expected")).to_be_visible()
    expect(screen.get_by_role("img", name="Code to sign in with")).to_be_visible()
    expect(screen.locator(".live-count")).to_contain_text("0 / 4")
    assert_in_order(screen)

    phones = [visit(person) for person in people]
    code = code_on(screen)
    for phone in phones:
        phone.goto(f"/sign-in/{code}/", wait_until="commit")
    for phone in phones:
        expect(phone.get_by_role("heading", name=re.compile("Signed in · Present"))).to_be_visible()
    assert_in_order(phones[0])

    expect(screen.locator(".live-count")).to_contain_text("3 / 4", timeout=LIVE)
    expect(screen.locator(".live-in")).to_contain_text("何苗")
    with turns:
        assert {row_of(activity, person).status for person in people} == {"present"}
        activity.refresh_from_db()
        assert activity.stage == "held"


def test_signing_in_to_the_portal_comes_between(visit, zhou, lin, activity, time_machine, turns):
    code = code_on(screen_of(visit, zhou, activity))
    phone = visit()
    phone.goto(f"/sign-in/{code}/")
    assert_in_order(phone)

    phone.get_by_role("link", name="I work at this school").click()
    with turns:
        time_machine.move_to(STARTS + timedelta(minutes=2, seconds=30), tick=True)
    sign_in(phone, lin)

    expect(phone.get_by_role("heading", name=re.compile("Signed in"))).to_be_visible()
    with turns:
        row = row_of(activity, lin)
    assert row.status == "present"
    assert row.signed_at < STARTS


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_early_scan_waits_for_the_opening(visit, zhou, lin, activity, time_machine, turns, scripts):
    with turns:
        time_machine.move_to(STARTS - timedelta(minutes=30), tick=True)
    code = code_on(screen_of(visit, zhou, activity))
    phone = visit(lin, scripts=scripts)
    phone.goto(f"/sign-in/{code}/")
    expect(phone.get_by_role("heading", name="Opens at 13:45")).to_be_visible()
    assert_in_order(phone, scripts=scripts)

    with turns:
        time_machine.move_to(STARTS - timedelta(minutes=14), tick=True)
    if not scripts:
        phone.get_by_role("button", name="I am here").click(timeout=30_000)

    done = phone.get_by_role("heading", name=re.compile("Signed in · Present"))
    expect(done).to_be_visible(timeout=20_000)
    with turns:
        assert row_of(activity, lin).signed_at == STARTS - timedelta(minutes=15)


def test_old_code_is_refused_and_the_new_one_typed(visit, zhou, lin, activity, time_machine, turns):
    screen = screen_of(visit, zhou, activity)
    old = code_on(screen)
    with turns:
        time_machine.move_to(STARTS - timedelta(minutes=2), tick=True)
    phone = visit(lin, expects=("404",), scripts=False)
    phone.goto(f"/sign-in/{old}/")
    expect(phone.get_by_text("No meeting shows this code now")).to_be_visible()
    assert_in_order(phone, scripts=False)

    screen.reload()
    phone.get_by_label("Code").fill(code_on(screen).lower())
    phone.get_by_role("button", name="Go on").click()
    phone.get_by_role("button", name="I am here").click()

    expect(phone.get_by_role("heading", name=re.compile("Signed in"))).to_be_visible()
    with turns:
        assert row_of(activity, lin).how == "code"


def test_guest_of_another_school_stands_on_the_list(visit, zhou, activity, turns):
    screen = screen_of(visit, zhou, activity)
    assert_in_order(screen)
    phone = visit(scripts=False)
    phone.goto(f"/sign-in/{code_on(screen)}/")
    phone.get_by_role("link", name="I am a guest of another school").click()
    phone.get_by_label("Name").fill("陈知远")
    phone.get_by_label("School").fill("育才中学")
    phone.get_by_role("button", name="I am here").click()
    expect(phone.get_by_text("Thank you for coming.")).to_be_visible()

    with turns:
        assert Guest.objects.get().school == "育才中学"
    expect(screen.locator(".live-in")).to_contain_text("陈知远", timeout=LIVE)


def test_recorder_ticks_who_has_no_phone(visit, zhou, lin, people, activity, turns):
    page = screen_of(visit, zhou, activity)
    page.get_by_role("link", name="The recorder's list").click()
    assert_in_order(page)
    line = page.get_by_role("group", name=re.compile("林晓"))
    line.get_by_role("radio", name="On leave").check()
    line.get_by_label("Reason, 林晓").fill("家长会")
    page.get_by_role("button", name="Save; the others are present").click()

    expect(page.get_by_text("4 lines changed.")).to_be_visible()
    assert_in_order(page)
    with turns:
        assert row_of(activity, lin).reason == "家长会"
        assert row_of(activity, people[1]).status == "present"
