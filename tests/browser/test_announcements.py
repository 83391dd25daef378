"""The office tells everybody; a teacher reads and confirms; the office sees who has not."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_in_order
from tests.browser.windows import in_any_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@in_any_window
def test_announcement_is_sent_confirmed_and_followed_up(
    visit, at_school, wu, lin, zhou, viewport, scripts
):
    office = visit(wu, viewport=viewport, scripts=scripts)
    office.goto("/announcements/new/")
    office.get_by_label("Title").fill("期中教学检查")
    if not scripts:
        office.get_by_label("Text").fill("请于周五前交齐材料。")
    else:
        office.get_by_role("textbox", name="Text").first.click()
        office.keyboard.type("请于周五前交齐材料。")
    office.get_by_label("Everyone on the staff").check()
    office.get_by_label("Everybody confirms that they have read it").check()
    assert_in_order(office, scripts=scripts)
    office.get_by_role("button", name="Save and look at it").click()
    expect(office.get_by_text("It would go to 2 people.")).to_be_visible()
    office.get_by_role("button", name="Send it").click()
    expect(office.get_by_text("It is sent to 2 people.")).to_be_visible()

    page = visit(lin, viewport=viewport, scripts=scripts)
    page.goto("/")
    page.get_by_role("link", name="期中教学检查").first.click()
    expect(page.get_by_text("请于周五前交齐材料。")).to_be_visible()
    assert_in_order(page, scripts=scripts)
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("You confirmed on")).to_be_visible()

    office.get_by_role("link", name="Who has read it").click()
    office.get_by_role("link", name="Remind").click()
    expect(office.get_by_role("main").get_by_text("周静")).to_be_visible()
    expect(office.get_by_role("main").get_by_text("林晓")).to_have_count(0)
    assert_in_order(office, scripts=scripts)
    office.get_by_role("button", name="Remind them").click()
    expect(office.get_by_text("1 colleague is reminded.")).to_be_visible()
