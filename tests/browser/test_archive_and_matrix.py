"""What was filed stands in the archive at once; who is behind is seen and reminded.

Step 5 of the main job: the teacher's archive, the office's matrix with its
sheet and its reminder, the principal's overview, where every figure opens the
list behind it.
"""

import pytest
from playwright.sync_api import expect

from portal.deadlines.set_requirements import set_usual
from portal.notices.models import Notice
from research.reflections.tests.factories import LessonReflectionFactory
from tests.browser.conftest import (
    DESK,
    assert_accessible,
    assert_in_order,
    choose_in_menu,
    rows_of,
)
from tests.browser.windows import at_any_width, in_any_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school(at_school, term, wu, lin, zhou, qian, tang, sun):
    """Two groups in week 6; of all that fell due Lin has handed in the most."""
    set_usual(term, by=wu)
    for monday in range(7, 29, 7):
        for topic in ("背影", "春"):
            LessonReflectionFactory(
                author=lin, title=topic, occurred_on=f"2026-09-{monday:02}", submitted=True
            )


def narrow(page, **choices):
    """Choose in the filter bar, which stands open on a desk."""
    search = page.get_by_role("search", name="Narrow the list")
    show = search.get_by_role("button", name="Show")
    if not show.is_visible():
        search.get_by_text("Filter", exact=True).click()
    for label, value in choices.items():
        search.get_by_label(label).select_option(value)
    show.click()


@in_any_window
def test_what_is_handed_in_stands_in_the_archive_at_once(
    visit, at_school, lin, zhou, viewport, scripts
):
    draft = LessonReflectionFactory(author=lin, occurred_on="2026-10-06")
    page = visit(lin, viewport=viewport, scripts=scripts)
    page.goto(draft.get_absolute_url())
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Submitted: “背影”.").wait_for()

    choose_in_menu(page, "My archive")

    expect(page.get_by_role("heading", level=1)).to_have_text("Archive of 林晓")
    expect(page.get_by_role("main")).to_contain_text("1 record")
    entry = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="背影"))
    expect(entry).to_contain_text("Submitted")
    assert_in_order(page, scripts=scripts)
    entry.get_by_role("link", name="背影").click()
    page.wait_for_url(f"**{draft.get_absolute_url()}")


@in_any_window
def test_the_office_sees_who_is_behind_and_reminds_them(visit, school, wu, viewport, scripts):
    page = visit(wu, viewport=viewport, scripts=scripts)
    page.goto("/")
    choose_in_menu(page, "Who is behind")
    expect(page.get_by_role("row", name="林晓")).to_contain_text("8 / 10")
    expect(page.get_by_role("row", name="钱进")).to_contain_text("0 / 10")
    assert_in_order(page, scripts=scripts)

    narrow(page, Group="数学教研组")
    expect(page.get_by_text("2 people, 2 behind")).to_be_visible()
    expect(page.get_by_role("row", name="林晓")).to_have_count(0)
    assert_in_order(page, scripts=scripts)

    page.get_by_role("link", name="Remind those behind").click()
    expect(page.get_by_text("2 colleagues will see this")).to_be_visible()
    assert not Notice.objects.filter(person__name="钱进").exists()
    assert_in_order(page, scripts=scripts)
    page.get_by_role("button", name="Remind them").click()

    page.get_by_text("2 colleagues are reminded.").wait_for()
    told = Notice.objects.order_by("person__staff_number").values_list("person__name", flat=True)
    assert [name for name in told if name in {"林晓", "钱进", "唐宁"}] == ["钱进", "唐宁"]


def test_the_sheet_has_the_rows_of_the_page(visit, school, wu):
    page = visit(wu, viewport=DESK)
    page.goto("/owed/matrix/")
    narrow(page, Group="语文教研组")
    expect(page.get_by_text("2 people, 2 behind")).to_be_visible()

    with page.expect_download() as sheet:
        page.get_by_role("link", name="Download as a sheet").click()

    _title, header, *people = rows_of(sheet.value)
    reflections = header.index("Lesson reflection (2 a week): met")
    assert [(*row[:3], *row[reflections : reflections + 2]) for row in people] == [
        ("语文教研组", "1001", "林晓", 8, 10),
        ("语文教研组", "1002", "周静", 0, 10),
    ]


@at_any_width
def test_every_figure_of_the_overview_opens_the_list_behind_it(visit, school, sun, viewport):
    page = visit(sun, viewport=viewport)
    page.goto("/")
    choose_in_menu(page, "Overview")
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("Overview")
    assert_accessible(page)

    main.get_by_role("link", name="Lesson reflection", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is behind")
    expect(page.get_by_role("row", name="林晓")).to_contain_text("8 / 10")
    assert_accessible(page)

    page.get_by_role("link", name="8 / 10").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Records filed")
    expect(page.get_by_role("link", name="背影")).to_have_count(4)
    assert_accessible(page)


def test_the_overview_narrowed_to_a_group(visit, school, sun):
    page = visit(sun, viewport=DESK)
    page.goto("/overview/")

    page.get_by_label("Group", exact=True).select_option("语文教研组")
    page.get_by_role("main").get_by_role("button", name="Show").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Overview: 语文教研组")
    assert_accessible(page)
