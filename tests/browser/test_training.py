"""Training hours: the district's sheet with conflicts, a claim with a photo, the pass rate.

Step of the main job: what a teacher attended is claimed once, compared with the
district's figures, and who is short hears of it in time.
"""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from portal.notices.models import Notice
from portal.sheets.write import write_workbook
from research.training.ledger import year_of
from research.training.models import HourEntry, TrainingClaim
from research.training.tests.factories import ClaimFactory, EntryFactory
from tests.browser.conftest import DESK, PHONE, assert_accessible, choose_in_menu, rows_of
from tests.browser.windows import at_any_width
from tests.factories import UserFactory
from tests.files import photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = [
    "序号",
    "教师姓名",
    "工号",
    "培训项目",
    "项目类别",
    "主办单位",
    "起止时间",
    "认定学时",
    "证书编号",
]
SHEET = [
    ["1", "林晓", "1001", "区骨干教师研修班", "专家讲座", "区教师发展中心", "2026.9.20", 4, ""],
    [
        "2",
        "林 晓",
        1001,
        "师德专题学习",
        "师德培训",
        "区教育局",
        "2026年3月4日至3月5日",
        "4学时",
        "",
    ],
    ["3", "陈静", "", "网络研修", "网络培训", "国家平台", "2026.7.1-7.20", 20, "JN20260003"],
    ["4", "无此人", "", "网络研修", "网络培训", "国家平台", "2026.7.1-7.20", 20, ""],
]


def upload(page, rows):
    content = write_workbook("2026年度教师继续教育学时明细", HEAD, rows)
    sheet = {"name": "区学时.xlsx", "mimeType": XLSX, "buffer": content}
    page.get_by_label("District sheet").set_input_files(sheet)
    page.get_by_role("button", name="Upload and look at the preview").click()


def go_on(page, work):
    """The page of the job, which leads on by itself when the worker has finished."""
    page.get_by_text("You can leave this page").wait_for()
    work()
    page.wait_for_url(lambda address: "/jobs/" not in address)


def outcomes(page):
    links = page.get_by_role("navigation", name="Rows by outcome").get_by_role("link")
    return [" ".join(text.split()) for text in links.all_inner_texts()]


def tab(page, name):
    page.get_by_role("navigation", name="Training hours").get_by_role("link", name=name).click()


@at_any_width
def test_a_district_sheet_is_imported_with_conflicts_and_reconciled(
    visit, wu, lin, at_school, work, viewport
):
    chen = UserFactory(staff_number="1011", name="陈静", in_group=lin.main_group)
    UserFactory(staff_number="1012", name="陈静", in_group=lin.main_group)
    ClaimFactory(author=lin, accepted=wu)
    page = visit(wu, viewport=viewport)
    page.goto("/")
    choose_in_menu(page, "Training hours")
    tab(page, "District sheet")
    assert_accessible(page)

    upload(page, SHEET)
    go_on(page, work)
    assert outcomes(page) == ["Question 1", "Wrong 1", "Differs from ours 1", "New 1"]
    assert_accessible(page)

    page.get_by_label("陈静 (1011)").check()
    page.get_by_role("button", name="Keep these answers").click()
    page.get_by_text("Your answers are kept").wait_for()
    assert outcomes(page) == ["Wrong 1", "Differs from ours 1", "New 2"]
    page.get_by_role("link", name="Differs from ours").click()
    page.get_by_text("In the portal: 区骨干教师研修班, 8 hours, 2026-09-20.").wait_for()
    assert not HourEntry.objects.filter(source="district").exists()

    page.get_by_label("Leave out 1 row").check()
    page.get_by_role("button", name="Import 3 rows").click()
    go_on(page, work)
    page.get_by_text("2 new, 0 changed, 1 that differ").wait_for()
    assert HourEntry.objects.get(person=chen).hours == 20
    assert year_of(lin, 2026).reckoning.counted == 8

    page.get_by_role("link", name="Compare with ours").click()
    page.get_by_text("Office: decide").wait_for()
    assert_accessible(page)
    page.get_by_label("In words").fill("以证书为准，已报区里更正。")
    page.get_by_role("button", name="Ours stand").click()

    page.get_by_text("Decided; 林晓 is told.").wait_for()
    expect(page.get_by_text("以证书为准，已报区里更正。")).to_be_visible()
    assert year_of(lin, 2026).reckoning.counted == 12
    assert Notice.objects.filter(person=lin, type="hours_decided").count() == 1


def test_the_same_sheet_again_changes_nothing_and_one_import_is_undone(
    visit, wu, lin, at_school, work
):
    page = visit(wu, viewport=DESK)
    for _time in range(2):
        page.goto("/training/imports/")
        upload(page, SHEET[:2])
        go_on(page, work)
        button = page.get_by_role("button", name="Import 2 rows")
        if button.is_visible():
            button.click()
            go_on(page, work)
    page.get_by_text("there is nothing to import").wait_for()

    page.goto("/training/imports/")
    page.get_by_role("link", name="区学时.xlsx").last.click()
    page.once("dialog", lambda question: question.accept())
    page.get_by_role("button", name="Undo the import").click()
    go_on(page, work)

    page.get_by_text("Undone by 吴敏").wait_for()
    assert not HourEntry.objects.exists()


def test_a_teacher_claims_with_a_photo_and_the_office_verifies(visit, lin, wu, at_school):
    phone = visit(lin, viewport=PHONE)
    phone.goto("/training/")
    assert_accessible(phone)
    phone.get_by_role("link", name="Claim hours").first.click()
    phone.get_by_label("What it was").fill("区班主任工作坊")
    phone.get_by_label("Category").select_option(label="Class-teacher training")
    phone.get_by_label("Hours", exact=True).fill("6.5")
    phone.get_by_label("Organiser").fill("区教师发展中心")
    picture = {"name": "证书.jpg", "mimeType": "image/jpeg", "buffer": photo().read()}
    phone.locator('input[type="file"]').set_input_files(picture)
    phone.get_by_role("listitem").filter(has=phone.get_by_role("img")).wait_for()
    assert_accessible(phone)
    phone.get_by_role("button", name="Submit").click()

    phone.wait_for_url(re.compile(r"/claims/\d+/$"))
    phone.get_by_text("To be verified").first.wait_for()
    assert_accessible(phone)
    claim = TrainingClaim.objects.get()
    assert (claim.state, claim.attachments.count()) == ("submitted", 1)

    office = visit(wu, viewport=PHONE)
    office.goto("/records/queue/")
    office.get_by_role("link", name="区班主任工作坊").click()
    assert_accessible(office)
    office.get_by_role("button", name="Accept").first.click()

    office.wait_for_load_state()
    phone.goto("/training/")
    expect(phone.get_by_text("Short by 65.5 hours").first).to_be_visible()
    expect(phone.get_by_text("Verified", exact=True).first).to_be_visible()


def test_the_pass_rate_leads_to_those_short_who_are_reminded(visit, wu, lin, qian, at_school):
    EntryFactory(person=lin, hours=68, starts_on=date(2026, 5, 5))
    EntryFactory(person=lin, hours=4, category="ethics", starts_on=date(2026, 3, 5))
    page = visit(wu, viewport=DESK)
    page.goto("/training/pass-rate/")
    expect(page.get_by_text("33.3").first).to_be_visible()
    assert_accessible(page)

    page.get_by_role("link", name="数学教研组").click()
    page.get_by_text("1 of 1 teachers is short").wait_for()
    with page.expect_download() as sheet:
        page.get_by_role("link", name="Download as a sheet").click()
    assert ("1004", "钱进") in [row[:2] for row in rows_of(sheet.value)]
    page.get_by_role("link", name="Remind those short").click()
    page.get_by_text("72 hours of 2026 are missing").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Remind them").click()

    page.get_by_text("1 colleague is reminded.").wait_for()
    assert [n.person for n in Notice.objects.filter(type="hours_nudge")] == [qian]
    page.get_by_role("row", name="钱进").get_by_role("link").click()
    expect(page.get_by_text("Short by 72 hours").first).to_be_visible()
