"""The school's timetable: imported by the office, and one tap from a lesson to its reflection."""

import re

import pytest
from playwright.sync_api import expect

from portal.people.models import Subject
from portal.sheets.write import XLSX, write_workbook
from research.reflections.models import LessonReflection
from research.reflections.tests.factories import LONG_ENOUGH
from research.timetable.models import Entry, Period
from research.timetable.tests.factories import EntryFactory
from tests.browser.conftest import DESK, assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BELL = [(1, "08:00", "08:45"), (2, "08:55", "09:40"), (3, "10:10", "10:55")]


@pytest.fixture
def chinese_teacher(lin, zhou, at_school):
    """A flushed database has lost the bell that a migration rings in."""
    for number, starts, ends in BELL:
        times = {"starts": starts, "ends": ends}
        Period.objects.update_or_create(number=number, defaults=times)
    lin.subject = Subject.objects.create(name="语文")
    lin.save()
    return lin


def test_the_office_imports_the_schools_sheet_and_undoes_it(visit, chinese_teacher, wu):
    rows = [["林晓", "七(3)语文", "七4语（单）", "", "七9魔法", ""]]
    heads = ["教师", "周一第1节", "周一第2节", "周二第1节", "周二第2节", "周三第1节"]
    page = visit(wu, viewport=DESK)
    page.goto("/timetable/office/")
    assert_accessible(page)

    sheet = {"name": "课表.xlsx", "mimeType": XLSX, "buffer": write_workbook("课表", heads, rows)}
    page.get_by_label("Timetable sheet").set_input_files(sheet)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("There is no subject called “魔法”.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Leave out 1 cell").check()
    page.get_by_role("button", name="Change 2 lessons").click()

    expect(page.get_by_text("2 lessons entered.")).to_be_visible()
    assert Entry.objects.count() == 2
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("Undone; the timetable is as it was before.")).to_be_visible()
    assert not Entry.objects.exists()


def test_from_a_lesson_just_taught_to_its_reflection(visit, chinese_teacher, term):
    EntryFactory(term=term, person=chinese_teacher, subject=chinese_teacher.subject, period=1)
    page = visit(chinese_teacher)
    page.goto("/timetable/reflections/")
    assert_fits(page)
    assert_accessible(page)

    page.get_by_label(re.compile("Lesson topic, 七")).fill("背影")
    page.get_by_role("button", name="Write").click()
    page.get_by_label("What worked").fill(LONG_ENOUGH)
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url(re.compile(r"/lesson-reflections/\d+/$"))

    record = LessonReflection.objects.get()
    assert (record.lesson_topic, record.class_name, record.period) == ("背影", "七(3)班", 1)
    page.goto("/timetable/reflections/")
    expect(page.get_by_text("1 of 1 lesson taught has a reflection")).to_be_visible()


def test_the_week_on_a_phone_opens_today(visit, chinese_teacher, term):
    EntryFactory(term=term, person=chinese_teacher, subject=chinese_teacher.subject, period=1)
    page = visit(chinese_teacher)
    page.goto("/timetable/")

    assert_fits(page)
    assert_accessible(page)
    expect(page.locator("details[open]").get_by_text("七(3)班", exact=True)).to_be_visible()
