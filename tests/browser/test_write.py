"""A teacher writes a reflection: on a phone, offline and back, signed out meanwhile.

Step 3 of the main job. Each daily flow at 390 pixels, with and without scripts.
"""

import re

import pytest
from playwright.sync_api import expect

from portal.people.models import Subject
from portal.records.models import FormDraft
from research.reflections.models import LessonReflection
from research.reflections.tests.factories import LONG_ENOUGH, LessonReflectionFactory
from tests.browser.conftest import DESK, assert_accessible, end_all_sessions, sign_in
from tests.files import photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = "/research/lesson-reflections/new/"
#: Looked at frame by frame: the security policy forbids Playwright's own waiting for a script.
FOCUS_IS_ABOVE_THE_BAR = """async () => {
  const bar = document.querySelector(".writing-bar");
  const edge = () => document.activeElement.getBoundingClientRect().bottom;
  const isAbove = () => edge() <= bar.getBoundingClientRect().top;
  for (let frame = 0; frame < 300 && !isAbove(); frame++) await new Promise(requestAnimationFrame);
  return isAbove();
}"""
ITEM = (
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
    "<span style='mso-list:Ignore'>·</span>{}</p>"
)
FROM_WORD = f"<h1>题目</h1>{ITEM.format('一')}{ITEM.format('二')}<p class=MsoNormal><b>重点</b></p>"
PASTE = """(editor, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const options = {clipboardData, bubbles: true, cancelable: true};
  editor.dispatchEvent(new ClipboardEvent("paste", options));
}"""
OFFLINE = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def teacher(lin, zhou):
    lin.subject = Subject.objects.create(name="语文")
    lin.grade_classes = "八(3)、八(4)"
    lin.save()
    return lin


def picture(name):
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo(name).read()}


def wait_until_kept(page):
    page.get_by_role("status").filter(has_text=re.compile(r"Saved \d\d:\d\d")).wait_for()


def test_a_short_one_takes_a_topic_and_a_few_lines(visit, teacher, at_school):
    page = visit(teacher)
    page.goto(NEW)
    assert_accessible(page)

    page.get_by_label("Lesson topic").fill("背影")
    page.get_by_label("What worked").fill(LONG_ENOUGH)
    page.get_by_role("button", name="Submit").click()

    page.wait_for_url(re.compile(r"/lesson-reflections/\d+/$"))
    record = LessonReflection.objects.get()
    assert (record.state, record.class_name, record.subject) == (
        "submitted",
        "八(3)",
        teacher.subject,
    )
    assert str(record.occurred_on) == "2026-10-07"


def test_the_buttons_stay_within_reach_and_never_over_the_focus(visit, teacher, at_school):
    page = visit(teacher)
    page.goto(NEW)

    for label in ("What did not work", "What I will do next time"):
        page.get_by_label(label).focus()
        assert page.evaluate(FOCUS_IS_ABOVE_THE_BAR)
    assert page.get_by_role("button", name="Submit").is_visible()


def test_typing_is_kept_and_comes_back(visit, teacher, at_school):
    page = visit(teacher)
    page.goto(NEW)
    page.get_by_label("What worked").fill("写到一半")
    wait_until_kept(page)

    page.goto("/research/lesson-reflections/")
    page.goto(NEW)

    assert page.get_by_label("What worked").input_value() == "写到一半"
    assert_accessible(page)
    page.get_by_role("button", name="Discard it and begin anew").click()
    page.wait_for_url(re.compile("/new/$"))
    assert page.get_by_label("What worked").input_value() == ""
    assert not FormDraft.objects.exists()


def test_offline_nothing_is_lost_and_a_submission_waits(visit, teacher, at_school):
    page = visit(teacher, expects=(OFFLINE,))
    page.goto(NEW)
    page.get_by_label("Lesson topic").fill("背影")
    wait_until_kept(page)

    page.context.set_offline(True)
    page.get_by_label("What worked").fill(LONG_ENOUGH)
    page.get_by_role("button", name="Submit").click()
    page.get_by_role("alert").filter(has_text="sent as soon as the network is back").wait_for()
    assert not LessonReflection.objects.exists()
    assert page.get_by_label("What worked").input_value() == LONG_ENOUGH

    page.context.set_offline(False)
    page.wait_for_url(re.compile(r"/lesson-reflections/\d+/$"))
    record = LessonReflection.objects.get()
    assert (record.state, record.title) == ("submitted", "背影")


def test_autosave_goes_on_when_the_network_is_back(visit, teacher, at_school):
    page = visit(teacher, expects=(OFFLINE,))
    page.goto(NEW)
    page.context.set_offline(True)
    page.get_by_label("What worked").fill("没有网络时写的")
    page.get_by_role("status").filter(has_text="No network").wait_for()

    page.context.set_offline(False)

    wait_until_kept(page)
    assert FormDraft.objects.get().data["worked"] == ["没有网络时写的"]


@pytest.mark.parametrize("own_device", [True, False], ids=["own device", "shared computer"])
def test_text_stays_in_the_browser_only_offline_and_only_on_an_own_device(
    visit, teacher, at_school, own_device
):
    page = visit(teacher, expects=(OFFLINE,), own_device=own_device)
    page.goto(NEW)
    page.context.set_offline(True)
    page.get_by_label("What worked").fill("离线")
    page.get_by_role("status").filter(has_text="No network").wait_for()
    assert page.evaluate("localStorage.length") == (1 if own_device else 0)

    page.context.set_offline(False)

    wait_until_kept(page)
    assert page.evaluate("localStorage.length") == 0


def test_text_kept_offline_comes_back_after_the_page_was_closed(visit, teacher, at_school):
    page = visit(teacher, expects=(OFFLINE,), own_device=True)
    page.goto(NEW)
    page.context.set_offline(True)
    page.get_by_label("What worked").fill("地铁里写的")
    page.get_by_role("status").filter(has_text="No network").wait_for()
    page.goto("about:blank")
    page.context.set_offline(False)

    page.goto(NEW)

    assert page.get_by_label("What worked").input_value() == "地铁里写的"
    wait_until_kept(page)


def test_signing_out_clears_what_the_browser_kept(visit, teacher, at_school):
    page = visit(teacher, own_device=True)
    page.goto("/research/lesson-reflections/")
    page.evaluate(f"localStorage.setItem('portal-form:{teacher.pk}:{NEW}', '[]')")

    with page.expect_navigation():
        page.locator("form[data-forget]").evaluate("form => form.requestSubmit()")

    assert page.evaluate("localStorage.length") == 0


def test_another_persons_text_is_cleared_when_somebody_else_signs_in(visit, zhou, at_school):
    page = visit(zhou, own_device=True)
    page.goto("/research/lesson-reflections/")
    page.evaluate(f"localStorage.setItem('portal-form:999:{NEW}', '[]')")

    page.reload()

    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_session_that_ended_meanwhile_loses_neither_text_nor_photos(
    visit, teacher, at_school, scripts
):
    page = visit(teacher, scripts=scripts, expects=("401",))
    page.goto(NEW)
    page.get_by_label("Lesson topic").fill("背影")
    page.get_by_label("What worked").fill(LONG_ENOUGH)
    end_all_sessions()
    page.get_by_label("Add photos or files").set_input_files([picture("一.jpg"), picture("二.jpg")])

    page.get_by_role("button", name="Submit").click()
    page.wait_for_url(re.compile("/accounts/login/"))
    sign_in(page, teacher)

    page.wait_for_url(re.compile(r"/new/\?held="))
    assert "Nothing is lost" in page.locator("main").inner_text()
    assert page.get_by_label("What worked").input_value() == LONG_ENOUGH
    assert page.locator("[data-photo-list] img").count() == 2
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url(re.compile(r"/lesson-reflections/\d+/$"))
    record = LessonReflection.objects.get()
    assert (record.state, record.attachments.count()) == ("submitted", 2)


def test_somebody_else_signing_in_on_that_phone_gets_an_empty_form(visit, teacher, zhou, at_school):
    page = visit(teacher, expects=("401",))
    page.goto(NEW)
    page.get_by_label("What worked").fill(LONG_ENOUGH)
    end_all_sessions()
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url(re.compile("/accounts/login/"))

    sign_in(page, zhou)

    page.wait_for_url(re.compile(r"/new/"))
    assert page.get_by_label("What worked").input_value() == ""


def test_photos_go_up_as_soon_as_they_are_chosen_and_can_be_removed(visit, teacher, at_school):
    page = visit(teacher)
    page.goto(NEW)

    page.get_by_label("Add photos or files").set_input_files([picture("一.jpg"), picture("二.jpg")])

    page.locator("[data-photo-list] img").nth(1).wait_for()
    assert FormDraft.objects.get().attachments.count() == 2
    assert_accessible(page)
    page.get_by_role("button", name="Remove 一.jpg").click()
    page.get_by_role("button", name="Remove 一.jpg").wait_for(state="detached")
    assert [a.name for a in FormDraft.objects.get().attachments.all()] == ["二.jpg"]


def test_a_refused_file_is_named_beside_the_others(visit, teacher, at_school):
    page = visit(teacher, expects=("422",))
    page.goto(NEW)

    page.get_by_label("Add photos or files").set_input_files(
        {"name": "病毒.jpg", "mimeType": "image/jpeg", "buffer": b"MZ\x90\x00"}
    )

    page.locator("[data-photo-list]").get_by_text("病毒.jpg").filter(has_text="taken").wait_for()


def test_without_scripts_the_whole_flow_works(visit, teacher, at_school):
    page = visit(teacher, scripts=False, expects=("422",))
    page.goto(NEW)
    page.get_by_label("Lesson topic").fill("背影")
    page.get_by_label("What worked").fill("太短")
    page.get_by_label("Add photos or files").set_input_files([picture("黑板.jpg")])
    page.get_by_role("button", name="Submit").click()

    assert page.get_by_role("alert").is_visible()
    page.get_by_label("What worked").fill(LONG_ENOUGH)
    page.get_by_role("button", name="Submit").click()

    page.wait_for_url(re.compile(r"/lesson-reflections/\d+/$"))
    assert LessonReflection.objects.get().attachments.count() == 1


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(visit, teacher, at_school):
    page = visit(teacher, expects=("422",))
    page.goto(NEW)
    page.get_by_role("button", name="Submit").click()

    page.locator(".error-summary:focus").wait_for()
    assert_accessible(page)
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "lesson_topic"


def test_another_tab_that_saved_first_shows_both_versions(visit, teacher, at_school):
    record = LessonReflectionFactory(author=teacher, worked="<p>原来</p>")
    page = visit(teacher, expects=("409",))
    page.goto(f"/research/lesson-reflections/{record.pk}/edit/")
    LessonReflection.objects.filter(pk=record.pk).update(worked="<p>另一页</p>", version=2)
    page.get_by_label("What worked").fill("我写的")

    page.get_by_role("button", name="Save draft").last.click()

    page.get_by_text("另一页").wait_for()
    assert page.get_by_label("What worked").input_value() == "我写的"
    assert_accessible(page)


def test_enter_while_composing_sends_nothing(visit, teacher, at_school):
    page = visit(teacher)
    page.goto(NEW)
    topic = page.get_by_label("Lesson topic")
    topic.focus()

    topic.evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true}))"
    )

    assert page.evaluate("document.activeElement.name") == "lesson_topic"
    assert page.url.endswith(NEW)


def test_on_a_desk_long_text_is_written_in_the_editor(visit, teacher, at_school):
    page = visit(teacher, viewport=DESK)
    page.goto(NEW)
    page.get_by_label("Lesson topic").fill("背影")
    page.get_by_label("What worked").click()
    editor = page.get_by_role("textbox", name="What worked")
    page.locator(".ProseMirror").wait_for()
    editor.press_sequentially("目标")
    page.get_by_role("button", name="Heading").click()
    assert_accessible(page)

    page.get_by_role("button", name="Save draft").last.click()

    page.wait_for_url(re.compile(r"/lesson-reflections/\d+/$"))
    assert LessonReflection.objects.get().worked == "<h2>目标</h2>"


def test_text_pasted_from_word_keeps_headings_and_lists(visit, teacher, at_school):
    page = visit(teacher, viewport=DESK)
    page.goto(NEW)
    page.get_by_label("Lesson topic").fill("背影")
    page.get_by_label("What worked").click()
    page.locator(".ProseMirror").wait_for()
    page.locator(".ProseMirror").evaluate(PASTE, FROM_WORD)

    page.get_by_role("button", name="Save draft").last.click()

    page.wait_for_url(re.compile(r"/lesson-reflections/\d+/$"))
    worked = LessonReflection.objects.get().worked
    assert "<h2>题目</h2>" in worked
    assert re.search(r"<ul><li>(<p>)?一(</p>)?</li><li>(<p>)?二(</p>)?</li></ul>", worked)
    assert "<strong>重点</strong>" in worked


@pytest.mark.parametrize("viewport", [None, DESK], ids=["phone", "desk"])
def test_the_list_is_usable_at_any_width(visit, teacher, at_school, viewport):
    for number in range(30):
        LessonReflectionFactory(author=teacher, title=f"第{number}课")
    page = visit(teacher, **({"viewport": viewport} if viewport else {}))
    page.goto("/research/lesson-reflections/")
    assert_accessible(page)

    page.get_by_role("link", name="Next page").click()

    page.get_by_role("link", name="第0课").wait_for()


def test_a_text_with_shape_is_not_shown_as_markup_on_a_phone(visit, teacher, at_school):
    record = LessonReflectionFactory(author=teacher, worked="<h2>目标</h2><p>读懂</p>")
    page = visit(teacher, expects=("422",))

    page.goto(f"/research/lesson-reflections/{record.pk}/edit/")

    page.locator(".ProseMirror h2").filter(has_text="目标").wait_for()
    page.get_by_role("button", name="Submit").click()
    page.locator(".error-summary a").click()
    expect(page.locator(".ProseMirror")).to_be_focused()
