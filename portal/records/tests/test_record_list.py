"""The list of a kind: mine, my group's, the school's; narrowed by its address, page by page."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from research.reflections.models import LessonReflection
from research.reflections.tests.factories import LessonReflectionFactory
from tests.factories import UserFactory
from tests.queries import assert_constant_queries

LIST = "/research/lesson-reflections/"


@pytest.fixture
def school(lin, zhou, qian, tang, sixth_week):
    """Lin's draft, Lin's submitted one, a private one of Zhou, one of another group."""
    return {
        "draft": LessonReflectionFactory(author=lin, lesson_topic="草稿", title="草稿"),
        "shared": LessonReflectionFactory(author=lin, title="背影", submitted=True),
        "zhou": LessonReflectionFactory(author=zhou, title="春", submitted=True),
        "private": LessonReflectionFactory(
            author=zhou, title="仅自己", visibility="private", submitted=True
        ),
        "maths": LessonReflectionFactory(author=qian, title="比例", submitted=True),
        "open": LessonReflectionFactory(
            author=qian, title="全校", visibility="school", submitted=True
        ),
    }


def titles(client, query=""):
    return {row.title for row in client.get(LIST + query).context["page"].rows}


def test_a_teacher_comes_to_what_is_theirs(client, lin, school):
    client.force_login(lin)

    assert titles(client) == {"草稿", "背影"}


def test_my_group_shows_what_colleagues_share(client, lin, school):
    client.force_login(lin)

    assert titles(client, "?scope=group") == {"草稿", "背影", "春"}


def test_the_schools_tab_shows_everything_i_may_read(client, lin, school):
    client.force_login(lin)

    assert titles(client, "?scope=school") == {"草稿", "背影", "春", "全校"}


def test_the_office_comes_to_the_whole_school_but_not_to_drafts(client, wu, school):
    client.force_login(wu)

    assert titles(client) == {"背影", "春", "仅自己", "比例", "全校"}


@pytest.mark.parametrize("person", ["lin", "zhou", "wu", "qian", "tang", "sun"])
def test_the_list_as_it_comes_is_the_one_a_filter_begins_with(client, request, school, person):
    client.force_login(request.getfixturevalue(person))

    as_it_comes = client.get(LIST + "?scope=school").context
    narrowed = client.get(LIST + "?scope=school&until=2026-12-31").context

    assert as_it_comes["page"].rows == narrowed["page"].rows
    assert as_it_comes["count"] == narrowed["count"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=影", {"背影"}),
        ("state=draft", {"草稿"}),
        ("author=zhou", {"春"}),
        ("author=钱", {"全校"}),
        ("since=2026-10-07", set()),
        ("until=2026-10-06&words=春", {"春"}),
        ("class_name=七", set()),
        ("term=999", {"草稿", "背影", "春", "全校"}),
    ],
)
def test_the_address_narrows_the_list(client, lin, school, query, found):
    client.force_login(lin)

    assert titles(client, f"?scope=school&{query}") == found


def test_a_whole_staff_number_finds_that_one_person(client, wu, zhou, lin, chinese, sixth_week):
    longer = UserFactory(staff_number=f"{lin.staff_number}7", in_group=chinese)
    for person in (lin, longer):
        LessonReflectionFactory(author=person, title=person.staff_number, submitted=True)
    client.force_login(wu)

    assert titles(client, f"?scope=school&author={lin.staff_number}") == {lin.staff_number}


def test_words_are_found_in_the_long_text_too(client, lin, school):
    LessonReflection.objects.filter(pk=school["zhou"].pk).update(text="朗读比赛")
    client.force_login(lin)

    assert titles(client, "?scope=school&words=朗读") == {"春"}


def test_a_list_is_paged_newest_first_without_gaps_or_repeats(client, lin, term, sixth_week):
    for number in range(60):
        LessonReflectionFactory(
            author=lin,
            title=str(number),
            occurred_on=date(2026, 9, 1) + timedelta(days=number // 2),
        )
    client.force_login(lin)
    seen, address = [], LIST
    while address:
        page = client.get(address).context["page"]
        seen += [int(row.title) for row in page.rows]
        address = LIST + page.next_url if page.next_url else ""

    assert seen == sorted(range(60), reverse=True)


def test_long_text_stays_in_the_database(client, lin, school):
    client.force_login(lin)

    row = client.get(LIST).context["page"].rows[0]

    assert {"text", "worked", "failed", "next_time"} <= row.get_deferred_fields()


def test_an_empty_list_says_what_to_do_next(client, lin, term):
    client.force_login(lin)

    assert client.get(LIST).context["empty"]["url"] == "/research/lesson-reflections/new/"
    assert "scope=mine" in client.get(f"{LIST}?words=x").context["empty"]["url"]


@pytest.mark.parametrize("scope", ["mine", "group", "school"])
def test_the_list_costs_the_same_for_any_length(client, lin, zhou, term, sixth_week, scope):
    client.force_login(lin)

    assert_constant_queries(
        lambda: client.get(f"{LIST}?scope={scope}"),
        grow=lambda: LessonReflectionFactory(author=lin, submitted=True),
        at_most=10,
    )


def test_the_form_costs_the_same_for_any_number_of_records(client, lin, zhou, sixth_week):
    client.force_login(lin)

    assert_constant_queries(
        lambda: client.get("/research/lesson-reflections/new/"),
        grow=lambda: LessonReflectionFactory(author=lin),
        at_most=14,
    )


def test_a_guest_finds_no_list(client, guest, school):
    client.force_login(guest)

    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}export/").status_code == 403


def rows_of_sheet(response):
    sheet = load_workbook(BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_sheet_holds_what_the_list_shows(client, lin, school):
    client.force_login(lin)

    rows = rows_of_sheet(client.get(f"{LIST}export/?scope=school&author=zhou"))

    flat = [value for row in rows for value in row if value]
    assert "春" in flat
    assert not {"背影", "仅自己", "比例"} & set(flat)
    assert any(getattr(value, "date", lambda: None)() == date(2026, 10, 6) for value in flat)


def test_a_title_that_a_sheet_would_run_is_kept_as_text(client, lin, term, sixth_week):
    LessonReflectionFactory(author=lin, title="=HYPERLINK(1)")
    client.force_login(lin)

    flat = [v for row in rows_of_sheet(client.get(f"{LIST}export/")) for v in row if v]

    assert "'=HYPERLINK(1)" in flat


def test_a_link_to_the_list_is_kept_and_removed(client, lin, school):
    from portal.records.saved_filters import saved_filters_of

    client.force_login(lin)
    client.post(f"{LIST}keep/", {"name": "周老师的", "query": "scope=school&author=zhou"})

    (link,) = saved_filters_of(lin)
    assert link.name == "周老师的"
    assert titles(client, link.url.removeprefix(LIST)) == {"春"}

    client.post(f"/records/saved-filters/{lin.saved_filters.get().pk}/remove/")
    assert saved_filters_of(lin) == []


def test_nobody_removes_the_link_of_another(client, lin, zhou, school):
    from portal.records.kinds import kinds
    from portal.records.saved_filters import save_filter

    saved = save_filter(kinds.get("lesson_reflection"), by=zhou, name="x", query="state=draft")
    client.force_login(lin)

    response = client.post(f"/records/saved-filters/{saved.pk}/remove/")

    assert response.status_code == 404
    assert zhou.saved_filters.exists()


def test_a_long_list_becomes_a_job_with_the_same_rows(client, lin, school, monkeypatch):
    from portal.jobs.models import Job
    from portal.jobs.tasks import run_due_jobs
    from portal.records.views import list as list_view

    monkeypatch.setattr(list_view, "LARGEST_AT_ONCE", 1)
    client.force_login(lin)

    response = client.post(f"{LIST}export/?scope=school")

    job = Job.objects.get()
    assert response["Location"] == f"/jobs/{job.uid}/"
    run_due_jobs()
    job.refresh_from_db()
    assert (job.state, job.outcome) == ("done", {"rows": 4})
    values = {c.value for row in load_workbook(job.result.open()).active.iter_rows() for c in row}
    assert {"草稿", "背影", "春", "全校"} <= values
    assert "比例" not in values


def test_asking_for_a_long_sheet_by_its_address_starts_nothing(client, lin, school, monkeypatch):
    from portal.jobs.models import Job
    from portal.records.views import list as list_view

    monkeypatch.setattr(list_view, "LARGEST_AT_ONCE", 1)
    client.force_login(lin)

    assert client.get(f"{LIST}export/?scope=school").status_code == 302
    assert not Job.objects.exists()


def test_an_export_is_written_down(client, lin, school):
    from portal.people.models import AuditEvent

    client.force_login(lin)
    client.get(f"{LIST}export/")

    assert AuditEvent.objects.filter(act="exported", actor=lin).count() == 1
