"""The office opens a term, marks its calendar, and sets what is owed.

Step 2 of the main job, a week before 1 September 2026. The library of
holidays ends with 2026: January 2027 is marked by hand.
"""

import pytest
from playwright.sync_api import expect

from portal.deadlines.models import Requirement
from portal.terms.models import CalendarDay, Term
from tests.browser.conftest import DESK, PHONE, assert_accessible, choose_in_menu
from tests.browser.windows import at_any_width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def before_term(time_machine):
    """Tuesday, 25 August 2026; the clock goes on."""
    time_machine.move_to("2026-08-25T09:00:00+08:00", tick=True)


@at_any_width
def test_a_term_with_its_calendar_and_what_is_owed(visit, before_term, wu, lin, viewport):
    page = visit(wu, viewport=viewport)
    page.goto("/")
    choose_in_menu(page, "Terms and calendar")
    expect(page.get_by_text("No term is open yet")).to_be_visible()
    page.get_by_role("link", name="Open a term").click()
    assert_accessible(page)

    expect(page.get_by_label("First teaching day")).to_have_value("2026-09-01")
    page.get_by_label("Last teaching day").fill("2027-01-22")
    page.get_by_role("button", name="Open the term").click()

    page.get_by_text("The official calendar is known until").wait_for()
    assert_accessible(page)
    term = Term.objects.get()
    assert (str(term.starts_on), str(term.ends_on), term.is_current) == (
        "2026-09-01",
        "2027-01-22",
        True,
    )

    page.get_by_role("main").get_by_role("link", name="Calendar").last.click()
    expect(page.get_by_text("add holidays and make-up days yourself")).to_be_visible()
    expect(page.get_by_role("table", name="October 2026")).to_be_visible()
    assert CalendarDay.objects.filter(date="2026-10-01", kind="holiday").exists()
    assert_accessible(page)

    page.get_by_role("link", name="Mark days").click()
    page.get_by_label("First day").fill("2027-01-01")
    page.get_by_label("Last day").fill("2027-01-03")
    page.get_by_label("Holiday").check()
    page.get_by_label("Name").fill("元旦")
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("3 days are marked.").wait_for()
    assert CalendarDay.objects.get(date="2027-01-03").name == "元旦"

    choose_in_menu(page, "Requirements")
    assert_accessible(page)
    page.get_by_role("button", name="Ask all of these").click()

    page.get_by_text("4 requirements were added").wait_for()
    assert_accessible(page)
    assert set(Requirement.objects.values_list("kind", "count", "every_weeks")) == {
        ("education_narrative", 1, 0),
        ("experience_summary", 1, 0),
        ("lesson_reflection", 2, 1),
        ("observation", 15, 0),
    }


def test_a_day_marked_by_mistake_is_taken_out(visit, at_school, wu):
    CalendarDay.objects.create(date="2026-10-20", kind="holiday", name="运动会", is_working=False)
    page = visit(wu, viewport=DESK)
    page.goto("/terms/calendar/")
    page.once("dialog", lambda question: question.accept())

    page.get_by_role("button", name="Take out 运动会").click()

    page.get_by_text("1 day is an ordinary day again.").wait_for()


def test_one_requirement_is_changed_and_its_teacher_sees_it(visit, at_school, term, wu, lin):
    Requirement.objects.create(
        term=term, kind="lesson_reflection", count=2, every_weeks=1, offsets="1,0"
    )
    office = visit(wu, viewport=PHONE)
    office.goto("/owed/requirements/")
    office.get_by_role("link", name="Change Lesson reflection").click()
    assert_accessible(office)
    office.get_by_label("How many").fill("3")
    office.get_by_role("button", name="Save").click()
    office.get_by_text("3 a week: everyone concerned sees it").wait_for()

    page = visit(lin)
    page.goto("/")
    choose_in_menu(page, "What I owe")

    expect(page.get_by_role("heading", name="Lesson reflection")).to_be_visible()
    expect(page.get_by_text("Now: 0 of 3, due 11 October 2026")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Write Lesson reflection").click()
    expect(page.get_by_label("Lesson topic")).to_be_visible()
