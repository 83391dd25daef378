"""A term's activities: planned as a series, announced, minutes by two at once, accepted, printed.

The sign-in by phones is told in `test_sign_in_activity.py`.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal import clock
from research.activities.models import Activity
from research.activities.set_people import People
from research.activities.tests.factories import MINUTES, ActivityFactory, make_ready
from research.activities.write_minutes import minutes_of
from research.reflections.tests.factories import LessonReflectionFactory
from tests.browser.conftest import DESK, PHONE, assert_in_order
from tests.browser.windows import at_any_width, in_any_window
from tests.papers import word_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A person thinks for a moment; the page saves a second and a half after the last key.
A_WHILE = 15_000


@in_any_window
def test_a_leader_plans_a_series_and_announces_one(visit, at_school, lin, zhou, viewport, scripts):
    page = visit(zhou, viewport=viewport, scripts=scripts)
    page.goto("/activities/meetings/")
    page.get_by_role("link", name="Plan a series").first.click()
    assert_in_order(page, scripts=scripts)
    page.get_by_label("Topic").fill("单元整体备课")
    page.get_by_label("First day").fill("2026-10-14")
    page.get_by_label("Until").fill("2026-11-25")
    page.get_by_role("textbox", name=re.compile("^Lead speakers")).fill("林晓 1001")
    page.get_by_role("button", name="Show the days").click()

    expect(page.get_by_role("checkbox")).to_have_count(4)
    assert_in_order(page, scripts=scripts)
    page.get_by_label("28 October").uncheck()
    page.get_by_role("button", name="Plan these days").click()

    expect(page.get_by_role("link", name="单元整体备课")).to_have_count(3)
    assert_in_order(page, scripts=scripts)
    page.get_by_role("link", name="单元整体备课").first.click()
    assert_in_order(page, scripts=scripts)
    page.get_by_role("link", name="Announce", exact=True).click()
    assert_in_order(page, scripts=scripts)
    page.get_by_role("button", name="Announce").click()
    page.get_by_text("Those expected have been told.").wait_for()
    assert Activity.objects.filter(stage="announced").count() == 1


def test_a_lead_speaker_is_picked_from_the_list(visit, at_school, lin, zhou):
    page = visit(zhou)
    page.goto("/activities/meetings/new/")
    page.get_by_label("Topic").fill("预习单怎样用")
    finder = page.get_by_label("Find somebody to add").first
    finder.press_sequentially("lin")
    page.get_by_role("option", name="林晓").click()

    expect(page.get_by_label("Lead speakers")).to_have_value("林晓 1001")
    page.get_by_role("button", name="Save the plan").click()
    page.get_by_text("In the plan: “预习单怎样用”.").wait_for()
    assert Activity.objects.get().lead_speakers.get() == lin


def begun(zhou, lin):
    """An activity that began an hour ago, with Lin as its recorder."""
    people = People([zhou], recorders=[lin])
    now = clock.now()
    return ActivityFactory(
        author=zhou,
        people=people,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
        occurred_on=clock.today(),
    )


def test_two_write_the_minutes_at_once_and_no_word_is_lost(visit, at_school, lin, zhou):
    activity = begun(zhou, lin)
    url = f"/activities/meetings/{activity.pk}/minutes/"
    leader, recorder = visit(zhou, viewport=DESK), visit(lin, viewport=PHONE)
    leader.goto(url)
    recorder.goto(url)

    leader.get_by_label("How it went").press_sequentially("周静说明了预习单的三个用法。")
    recorder.get_by_label("How it went").press_sequentially("林晓展示了学生的两份作业。")
    recorder.get_by_label("Points discussed").fill("问题要少而准。")

    both = [re.compile("周静说明了预习单的三个用法。"), re.compile("林晓展示了学生的两份作业。")]
    for page in (leader, recorder):
        for words in both:
            expect(page.get_by_label("How it went")).to_have_value(words, timeout=A_WHILE * 2)
    leader.get_by_label("How it went").press_sequentially("全组讨论。")
    expect(recorder.get_by_label("How it went")).to_have_value(
        re.compile("全组讨论。"), timeout=A_WHILE * 2
    )
    assert_in_order(recorder)

    activity.refresh_from_db()
    texts = minutes_of(activity)
    assert all(words.search(texts["process"]) for words in both)
    assert texts["process"].count("林晓展示了") == 1
    assert texts["points"] == "问题要少而准。"


@in_any_window
def test_minutes_decision_and_handing_in(visit, at_school, lin, zhou, wu, viewport, scripts):
    activity = begun(zhou, lin)
    make_ready(activity)
    Activity.objects.update(process="", text="")
    page = visit(lin, viewport=viewport, scripts=scripts)
    page.goto(activity.get_absolute_url())
    page.get_by_role("link", name="Write the minutes").click()
    page.get_by_label("How it went").fill(MINUTES)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text(re.compile(r"^Saved")).first.wait_for()

    page.get_by_label("What was decided").fill("整理预习单")
    page.get_by_label("Who sees to it").fill("周静 1002")
    page.get_by_role("button", name="Note the decision").click()
    page.get_by_text("Noted. 周静 has been told.").wait_for()
    assert_in_order(page, scripts=scripts)

    page.get_by_role("link", name="Back to the activity").click()
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Submitted: “预习单怎样用”.").wait_for()

    office = visit(wu, viewport=DESK)
    office.goto("/records/queue/")
    office.get_by_role("link", name="预习单怎样用").click()
    assert_in_order(office)
    office.get_by_role("region", name="Your answer").get_by_role("button", name="Accept").click()
    office.get_by_text("Accepted: “预习单怎样用”.").wait_for()
    activity.refresh_from_db()
    assert activity.state == "accepted"


def test_the_record_comes_out_as_word(visit, at_school, lin, zhou, wu):
    activity = ActivityFactory(author=zhou, accepted=wu, starts_at=clock.now() - timedelta(hours=2))
    page = visit(zhou, viewport=DESK)
    page.goto(f"{activity.get_absolute_url()}print/")

    with page.expect_download() as handed:
        page.get_by_role("link", name="Word").click()

    text = word_text(handed.value.path().read_bytes())
    for words in ("预习单怎样用", "三楼会议室", "周静", "Expected and present", "林晓"):
        assert words in text


@at_any_width
def test_what_a_colleague_brings_is_put_on_the_agenda(visit, at_school, lin, zhou, viewport):
    activity = ActivityFactory(author=zhou)
    reflection = LessonReflectionFactory(author=lin, submitted=True)
    author = visit(lin, viewport=viewport)
    author.goto(reflection.get_absolute_url())
    author.get_by_role("link", name="Bring this to the group").click()
    author.get_by_label("预习单怎样用").check()
    author.get_by_label("What about it?").fill("怎样追问")
    assert_in_order(author)
    author.get_by_role("button", name="Bring it").click()
    author.get_by_text("Its leader decides when.").wait_for()

    leader = visit(zhou, viewport=viewport)
    leader.goto(activity.get_absolute_url())
    leader.get_by_role("link", name="Set the agenda").click()
    assert_in_order(leader)
    leader.get_by_role("region", name="Brought by colleagues").get_by_role(
        "button", name="Put on the agenda"
    ).click()

    leader.get_by_text("Its author has been told.").wait_for()
    author.goto(reflection.get_absolute_url())
    expect(author.get_by_role("region", name="Discussed in the group")).to_contain_text(
        "预习单怎样用"
    )


@at_any_width
def test_the_pages_around_are_in_order(visit, at_school, lin, zhou, wu, viewport):
    ActivityFactory(author=zhou, accepted=wu, starts_at=clock.now() - timedelta(days=20))
    ActivityFactory(author=zhou, announced=True)
    page = visit(wu, viewport=viewport)
    for path in (
        "meetings/?scope=school",
        "plan/",
        "plan/import/",
        "plan/announce/",
        "decisions/?scope=school",
        "minutes/?show=all",
        "attendance/",
        "settings/",
    ):
        page.goto(f"/activities/{path}")
        assert_in_order(page)
