"""Records are reviewed: returned with words, revised, accepted; and what else may come of it.

Step 4 of the main job. A leader decides on their group's records and never on
their own; what was decided by mistake is undone or reopened; the author
recalls what nobody has opened; a stand-in decides while the leader is away.
"""

import re

import pytest
from playwright.sync_api import expect

from portal.records.models import Comment, StandIn
from research.reflections.tests.factories import (
    LONG_ENOUGH,
    EducationNarrativeFactory,
    LessonReflectionFactory,
)
from tests.browser.conftest import (
    DESK,
    assert_accessible,
    assert_in_order,
    choose_in_menu,
)
from tests.browser.windows import at_any_width, in_any_window
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def expect_queue(page, *titles):
    """What waits, in its order."""
    table = page.get_by_role("table", name="Review queue")
    expect(table.get_by_role("rowheader").get_by_role("link")).to_have_text(titles)


def state_of(record):
    record.refresh_from_db()
    return record.state


@in_any_window
def test_returned_with_words_revised_and_accepted(visit, at_school, lin, zhou, viewport, scripts):
    record = LessonReflectionFactory(author=lin, submitted=True)
    leader = visit(zhou, viewport=viewport, scripts=scripts)
    leader.goto("/")
    choose_in_menu(leader, "Review queue")
    expect_queue(leader, "背影")
    assert_in_order(leader, scripts=scripts)
    leader.get_by_role("link", name="背影").click()
    assert_in_order(leader, scripts=scripts)
    leader.get_by_label("Words to the author").fill("请写学生的原话。")
    leader.get_by_role("button", name="Return").click()
    leader.get_by_text("The author has been told why.").wait_for()
    expect(leader.get_by_text("Nothing waits for you.")).to_be_visible()
    assert state_of(record) == "returned"

    author = visit(lin, viewport=viewport, scripts=scripts)
    author.goto("/")
    author.get_by_role("main").get_by_role("link", name="背影").click()
    expect(author.get_by_text("请写学生的原话。").first).to_be_visible()
    assert_in_order(author, scripts=scripts)
    author.get_by_role("link", name="Edit").click()
    author.get_by_label("What worked").fill(f"“他蹒跚地走。”{LONG_ENOUGH}")
    author.get_by_role("button", name="Submit").click()
    author.get_by_text("Submitted. You will hear").wait_for()
    assert state_of(record) == "submitted"

    leader.goto(record.get_absolute_url())
    expect(leader.get_by_text("他蹒跚地走")).to_be_visible()
    leader.get_by_role("region", name="Your answer").get_by_role("button", name="Accept").click()

    leader.get_by_text("Accepted: “背影”.").wait_for()
    assert state_of(record) == "accepted"
    author.reload()
    expect(author.get_by_text("Accepted").first).to_be_visible()


def test_returning_without_words_asks_for_them(visit, at_school, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    page = visit(zhou, expects=("422",))
    page.goto(record.get_absolute_url())

    page.get_by_role("button", name="Return").click()

    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
    assert state_of(record) == "submitted"


@at_any_width
def test_a_leaders_own_narrative_lies_with_the_office(visit, at_school, wu, zhou, viewport):
    narrative = EducationNarrativeFactory(author=zhou, submitted=True)
    leader = visit(zhou, viewport=viewport)
    leader.goto("/")
    choose_in_menu(leader, "Review queue")
    expect(leader.get_by_text("Nothing waits for you.")).to_be_visible()
    leader.goto(narrative.get_absolute_url())
    expect(leader.get_by_text("It lies with: Research office")).to_be_visible()
    expect(leader.get_by_role("button", name="Accept")).to_have_count(0)
    assert_accessible(leader)

    office = visit(wu, viewport=viewport)
    office.goto("/records/queue/")
    expect_queue(office, "窗边的孩子")
    assert_accessible(office)
    office.get_by_role("link", name="窗边的孩子").click()
    office.get_by_role("region", name="Your answer").get_by_role("button", name="Accept").click()

    office.get_by_text("Accepted: “窗边的孩子”.").wait_for()


@at_any_width
def test_a_bulk_acceptance_with_a_mistake_is_undone(visit, at_school, lin, zhou, viewport):
    for title in ("背影", "春", "社戏"):
        LessonReflectionFactory(author=lin, title=title, lesson_topic=title, submitted=True)
    page = visit(zhou, viewport=viewport)
    page.goto("/records/queue/")
    page.get_by_role("checkbox", name=re.compile("背影")).check()
    page.get_by_role("checkbox", name=re.compile("社戏")).check()
    page.get_by_role("button", name="Accept the ticked ones").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Accept these 2 records?")
    assert_accessible(page)
    page.get_by_role("button", name="Accept them").click()
    page.get_by_text("2 records accepted.").wait_for()
    expect_queue(page, "春")

    page.get_by_role("status").get_by_role("link", name="Undo").click()
    assert_accessible(page)
    page.get_by_role("button", name="Undo all of them").click()

    page.get_by_text("2 records wait again.").wait_for()
    expect_queue(page, "背影", "春", "社戏")
    assert_accessible(page)


@at_any_width
def test_a_decision_is_reopened_with_a_reason(visit, at_school, lin, zhou, viewport):
    record = LessonReflectionFactory(author=lin, accepted=zhou)
    page = visit(zhou, viewport=viewport)
    page.goto("/records/queue/decided/")
    assert_accessible(page)
    page.get_by_role("link", name="背影").click()
    page.get_by_role("link", name="Reopen the decision").click()
    assert_accessible(page)
    page.get_by_label("Words to the author").fill("看错了，再读一遍。")
    page.get_by_role("button", name="Reopen the decision").click()

    page.get_by_text("Reopened: “背影” waits for review again.").wait_for()
    expect(page.get_by_role("blockquote").get_by_text("看错了，再读一遍。")).to_be_visible()
    assert state_of(record) == "submitted"


@in_any_window
def test_the_author_recalls_what_nobody_has_opened(visit, at_school, lin, zhou, viewport, scripts):
    record = LessonReflectionFactory(author=lin, submitted=True)
    author = visit(lin, viewport=viewport, scripts=scripts)
    author.goto(record.get_absolute_url())
    assert_in_order(author, scripts=scripts)
    author.get_by_role("button", name="Recall").click()
    author.get_by_text("“背影” is a draft again.").wait_for()
    author.get_by_role("button", name="Submit").click()
    author.get_by_text("Submitted: “背影”.").wait_for()

    leader = visit(zhou, viewport=viewport, scripts=scripts)
    leader.goto(record.get_absolute_url())
    expect(leader.get_by_role("region", name="Your answer")).to_be_visible()

    author.reload()
    expect(author.get_by_role("button", name="Withdraw")).to_be_visible()
    expect(author.get_by_role("button", name="Recall")).to_have_count(0)


@at_any_width
def test_a_stand_in_decides_while_the_leader_is_away(
    visit, at_school, lin, zhou, chinese, viewport
):
    he = UserFactory(staff_number="1010", name="何田", in_group=chinese)
    record = LessonReflectionFactory(author=lin, submitted=True)
    leader = visit(zhou, viewport=viewport)
    leader.goto("/")
    choose_in_menu(leader, "Stand-ins")
    assert_accessible(leader)
    leader.get_by_role("textbox", name="Stand-in").press_sequentially("hetian")
    leader.get_by_role("option", name="何田").click()
    leader.get_by_label("From").fill("2026-10-07")
    leader.get_by_label("To").fill("2026-10-16")
    leader.get_by_role("button", name="Name a stand-in").click()
    leader.get_by_text("何田 has been told").wait_for()
    assert_accessible(leader)
    assert StandIn.objects.get().substitute == he

    page = visit(he, viewport=viewport)
    page.goto("/")
    choose_in_menu(page, "Review queue")
    expect(page.get_by_role("row", name="背影")).to_contain_text("In the leader's place")
    assert_accessible(page)
    page.get_by_role("link", name="背影").click()
    page.get_by_role("region", name="Your answer").get_by_role("button", name="Accept").click()

    page.get_by_text("Accepted: “背影”.").wait_for()
    page.goto(record.get_absolute_url())
    expect(page.get_by_text("In place of 周静.")).to_be_visible()


@in_any_window
def test_a_colleague_comments_where_the_group_may_read(
    visit, at_school, lin, zhou, chinese, viewport, scripts
):
    he = UserFactory(staff_number="1010", name="何田", in_group=chinese)
    record = LessonReflectionFactory(author=lin, visibility="group", submitted=True)
    page = visit(he, viewport=viewport, scripts=scripts)
    page.goto(record.get_absolute_url())
    page.get_by_label("Your comment").fill("可以借一下你的学案吗?")
    page.get_by_role("button", name="Comment").click()

    comments = page.get_by_role("region", name="Comments")
    expect(comments.get_by_text("可以借一下你的学案吗?")).to_be_visible()
    assert_in_order(page, scripts=scripts)
    assert Comment.objects.get().author == he

    author = visit(lin, viewport=viewport, scripts=scripts)
    author.goto("/")
    author.get_by_role("banner").get_by_role("link", name="Notices: 1 unread").click()
    assert_in_order(author, scripts=scripts)
    author.get_by_role("button", name="可以借一下你的学案吗?").click()
    expect(author.get_by_role("region", name="Comments").get_by_text("何田")).to_be_visible()


def test_what_is_private_or_of_another_group_is_not_there(visit, at_school, lin, zhou, qian):
    record = LessonReflectionFactory(author=lin, visibility="group", submitted=True)
    page = visit(qian, viewport=DESK, expects=("404",))

    answer = page.goto(record.get_absolute_url())

    assert answer.status == 404
    assert "背影" not in page.content()
    assert_accessible(page)
