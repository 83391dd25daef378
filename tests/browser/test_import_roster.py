"""The office imports the roster; a newcomer signs in with the password on the slip.

Step 1 of the main job. An import is seen row by row before anything is
written, says of each wrong row why, and can be undone as one.
"""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from portal.people.models import User
from portal.people.roster.apply import confirm_import
from portal.people.roster.preview import start_import
from portal.people.roster.tests.sheets import person, roster
from tests.browser.conftest import (
    DESK,
    PHONE,
    assert_accessible,
    choose_in_menu,
    rows_of,
    sign_in,
)
from tests.browser.windows import at_any_width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHEN = person("0101", "陈静")
LI = person("0102", "李明", subject="数学", group="数学教研组")
WRONG = person("0103", "王芳", phone="1990000")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FROM_SCHOOL = Path(settings.BASE_DIR).parent / "shared" / "data"


def upload(page, content, name="花名册.xlsx"):
    page.get_by_label("Roster").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    page.get_by_role("button", name="Upload and look at the preview").click()


def go_on(page, work):
    """The page of the job, which leads on by itself when the worker has finished."""
    page.get_by_text("You can leave this page").wait_for()
    work()
    page.wait_for_url(lambda address: "/jobs/" not in address)


def outcomes(page):
    """“New 3”, “Wrong 1”: how many rows came to which end."""
    links = page.get_by_role("navigation", name="Rows by outcome").get_by_role("link")
    return [" ".join(text.split()) for text in links.all_inner_texts()]


@pytest.fixture
def imported(wu, work):
    """The two teachers, imported by Wu."""
    run = start_import(io.BytesIO(roster(CHEN, LI)), "花名册.xlsx", by=wu)
    work()
    run.refresh_from_db()
    confirm_import(run, by=wu, version=run.version, leaves_out=False)
    work()
    return run


@at_any_width
def test_from_the_sheet_to_the_staff(visit, wu, work, viewport):
    page = visit(viewport=viewport)
    page.goto("/")
    assert_accessible(page)
    sign_in(page, wu)
    choose_in_menu(page, "Import of staff")
    assert_accessible(page)

    upload(page, roster(CHEN, LI, WRONG, merge_groups=True))
    page.get_by_text("You can leave this page").wait_for()
    assert_accessible(page)
    go_on(page, work)

    expect(page.get_by_role("heading", level=1)).to_have_text("花名册.xlsx")
    assert outcomes(page) == ["Wrong 1", "New 2", "Not in the sheet 1"]
    expect(page.get_by_role("row", name="王芳")).to_contain_text("手机")
    assert not User.objects.filter(staff_number="0101").exists()
    assert_accessible(page)

    with page.expect_download() as sheet:
        page.get_by_role("link", name="Rows to correct, as a sheet").click()
    [wang] = [row for row in rows_of(sheet.value) if "王芳" in row]
    assert wang[1:4] == (6, "0103", "王芳")
    assert "手机" in wang[0]

    page.get_by_label("Leave out 1 row").check()
    page.get_by_role("button", name="Import 2 rows").click()
    go_on(page, work)

    page.get_by_text("2 new people, 0 changed").wait_for()
    assert_accessible(page)
    assert list(User.objects.filter(staff_number__startswith="01").values_list("name")) == [
        ("陈静",),
        ("李明",),
    ]


def test_the_same_sheet_again_changes_nothing(visit, wu, imported, work):
    page = visit(wu, viewport=DESK)
    page.goto("/staff/import/")

    upload(page, roster(CHEN, LI))
    go_on(page, work)

    page.get_by_text("there is nothing to import").wait_for()
    assert outcomes(page) == ["Unchanged 2", "Not in the sheet 1"]


@at_any_width
def test_undone_as_one(visit, wu, imported, work, viewport):
    page = visit(wu, viewport=viewport)
    page.goto("/")
    choose_in_menu(page, "Import of staff")
    page.get_by_role("link", name="花名册.xlsx").click()
    page.once("dialog", lambda question: question.accept())

    page.get_by_role("button", name="Undo the import").click()
    go_on(page, work)

    page.get_by_text("Undone by 吴敏").wait_for()
    assert_accessible(page)
    assert not User.objects.filter(staff_number__startswith="01").exists()


def test_a_newcomer_signs_in_with_the_slip_and_chooses_a_password(visit, wu, imported, work):
    office = visit(wu, viewport=DESK)
    office.goto(f"/staff/import/{imported.uid}/")
    office.get_by_role("button", name="Print 2 first passwords").click()
    go_on(office, work)
    assert_accessible(office)
    slip = office.get_by_role("main").get_by_role("listitem").filter(has_text="陈静")
    first_password = slip.get_by_role("code").inner_text()

    page = visit(viewport=PHONE)
    page.goto("/research/lesson-reflections/new/")
    sign_in(page, User.objects.get(staff_number="0101"), first_password)

    expect(page.get_by_role("heading", level=1)).to_have_text("Choose your password")
    assert_accessible(page)
    page.goto("/owed/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose your password")
    page.get_by_label("Present password").fill(first_password)
    page.get_by_label("New password", exact=True).fill("wo-ziji-de-mima-7")
    page.get_by_label("New password, once more").fill("wo-ziji-de-mima-7")
    page.get_by_role("button", name="Save the password").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your data in this portal")
    assert_accessible(page)
    page.get_by_role("button", name="I have read this").click()

    page.wait_for_url(re.compile("/owed/$"))
    assert_accessible(page)


@pytest.mark.school_files
def test_the_schools_own_roster_as_it_is(visit, wu, work):
    sheet = (FROM_SCHOOL / "roster.xlsx").read_bytes()
    page = visit(wu, viewport=DESK)
    page.goto("/staff/import/")
    upload(page, sheet)
    go_on(page, work)
    assert outcomes(page) == ["New 186", "Not in the sheet 1"]
    page.get_by_role("button", name="Import 186 rows").click()
    go_on(page, work)
    page.get_by_text("186 new people, 0 changed").wait_for()

    page.goto("/staff/import/")
    upload(page, sheet)
    go_on(page, work)

    page.get_by_text("there is nothing to import").wait_for()
    assert outcomes(page) == ["Unchanged 186", "Not in the sheet 1"]
    assert_accessible(page)
