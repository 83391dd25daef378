"""The school's lists of a term: what was filed, what was decided, and how much a head.

They hold the numbers of the overview: everything counts, and of it a reader
sees what they may read.
"""

import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from portal.records.decide import accept_record, return_record
from portal.records.school_urls import decided_url, filed_url, per_head_url
from tests.factories import UserFactory
from tests.filing import file_record, write_record
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db
FILED, DECIDED = reverse("records:school_filed"), reverse("records:school_decided")
PER_HEAD = reverse("records:per_head")


@pytest.fixture(autouse=True)
def _in_english(settings, sixth_week):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def principal(client, sun):
    client.force_login(sun)
    return client


@pytest.fixture
def office(client, wu):
    client.force_login(wu)
    return client


def titles(page):
    return [record.title for record in page.context["page"].rows]


def values(response):
    sheet = load_workbook(io.BytesIO(response.content)).active
    return [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]


# -- what was filed -------------------------------------------------------------------------------


def test_records_of_every_kind_stand_side_by_side(office, term, lin):
    file_record(lin, term, title="背影", occurred_on=date(2026, 9, 9))
    file_record(lin, term, title="那个雨天", is_narrative=True, occurred_on=date(2026, 9, 10))
    write_record(lin, term, title="还没写完")

    assert titles(office.get(FILED)) == ["那个雨天", "背影"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "lesson_reflection"}, ["背影"]),
        ({"kinds": "lesson_reflection,homework_reflection"}, ["背影"]),
        ({"kinds": "no_such_kind"}, ["圆", "那个雨天", "背影"]),
        ({"author": "1004"}, ["圆"]),
        ({"since": "2026-09-10", "until": "2026-09-10"}, ["那个雨天"]),
        ({"state": "accepted"}, []),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_the_address_narrows_it(office, term, lin, qian, asked, found):
    file_record(lin, term, title="背影", occurred_on=date(2026, 9, 9))
    file_record(lin, term, title="那个雨天", is_narrative=True, occurred_on=date(2026, 9, 10))
    file_record(qian, term, title="圆", is_narrative=True, occurred_on=date(2026, 9, 11))

    assert titles(office.get(FILED, asked)) == found


def test_one_group(office, term, lin, qian, chinese):
    file_record(lin, term, title="背影")
    file_record(qian, term, title="圆")

    assert titles(office.get(filed_url(term.pk, group=chinese.pk))) == ["背影"]


def test_what_the_principal_may_not_read_is_counted_and_not_shown(principal, term, lin, zhou):
    file_record(lin, term, title="背影")
    file_record(lin, term, title="心里话", visibility="private")

    page = principal.get(FILED)

    assert titles(page) == ["背影"]
    assert "2 records" in page.text
    assert "1 of them is counted and not listed" in page.text
    assert "心里话" not in page.text


def test_the_sheet_holds_what_is_seen(principal, term, lin, zhou):
    file_record(lin, term, title="背影")
    file_record(lin, term, title="心里话", visibility="private")

    rows = values(principal.post(FILED))

    assert [row[:4] for row in rows] == [["背影", "Lesson reflection", "林晓", "1001"]]


def test_a_long_list_becomes_a_job_with_the_same_rows(office, term, lin, monkeypatch):
    from portal.jobs.models import Job
    from portal.jobs.run import run_due_jobs

    monkeypatch.setattr("portal.records.views.school.LARGEST_AT_ONCE", 1)
    for title in ("背影", "春"):
        file_record(lin, term, title=title)

    office.post(FILED)
    run_due_jobs()

    job = Job.objects.get()
    assert (job.state, job.outcome) == ("done", {"rows": 2})


# -- what was decided -----------------------------------------------------------------------------


def test_a_decision_shows_who_what_when_and_its_working_days(
    client, wu, term, lin, zhou, time_machine
):
    record = file_record(lin, term, title="背影")
    time_machine.move_to("2026-10-12T10:00:00+08:00", tick=False)
    accept_record(record, by=zhou)
    client.force_login(wu)

    page = client.get(DECIDED)

    (row,) = page.context["page"].rows
    assert (row.title, row.author, row.decided_by, row.days_taken) == ("背影", lin, "周静", 3)
    assert "<strong>3 working days</strong>" in page.text


def test_the_median_is_that_of_the_overview(client, sun, term, lin, zhou, time_machine):
    records = [file_record(lin, term, title=title) for title in ("背影", "春", "济南的冬天")]
    for day, record in zip((7, 8, 13), records, strict=True):
        time_machine.move_to(f"2026-10-{day:02d}T15:00:00+08:00", tick=False)
        accept_record(record, by=zhou)
    client.force_login(sun)

    on_overview = client.get(reverse("dashboard:overview")).context["picture"].reviews
    on_list = client.get(decided_url(term.pk)).context["listing"].ages

    assert (on_list.median, on_list.decided) == (on_overview.median, on_overview.decided) == (1, 3)


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"state": "returned"}, ["春"]), ({"kind": "education_narrative"}, []), ({}, ["春", "背影"])],
)
def test_decisions_are_narrowed(client, wu, term, lin, zhou, asked, found, time_machine):
    accept_record(file_record(lin, term, title="背影"), by=zhou)
    time_machine.move_to("2026-10-08T15:00:00+08:00", tick=False)
    return_record(file_record(lin, term, title="春"), by=zhou, words="再具体些")
    client.force_login(wu)

    assert titles(client.get(DECIDED, asked)) == found


def test_what_waits_is_not_among_the_decisions(office, term, lin):
    file_record(lin, term)

    assert titles(office.get(DECIDED)) == []


def test_the_sheet_of_decisions_has_real_numbers(office, term, lin, zhou):
    accept_record(file_record(lin, term, title="背影"), by=zhou)

    (row,) = values(office.post(DECIDED))

    assert row[7:] == ["周静", "Accepted", 0]


# -- per head -------------------------------------------------------------------------------------


def test_numerator_and_denominator_stand_side_by_side(principal, term, lin, zhou, qian):
    file_record(lin, term)
    file_record(lin, term)
    file_record(qian, term)

    page = principal.get(per_head_url(term.pk, kinds=["lesson_reflection"]))

    shown = page.context["per_head"]
    assert (shown.filed, shown.people, str(shown.average)) == (3, 4, "0.8")
    assert {line.person: line.total for line in shown.lines}[lin] == 2


def test_each_number_opens_the_records_behind_it(principal, term, lin):
    file_record(lin, term, title="背影")

    page = principal.get(per_head_url(term.pk, kinds=["lesson_reflection", "homework_reflection"]))

    line = next(line for line in page.context["per_head"].lines if line.person == lin)
    assert [n for n, _url in line.counts] == [1, 0]
    assert titles(principal.get(line.counts[0][1])) == titles(principal.get(line.url)) == ["背影"]


def test_who_left_is_counted_above_and_not_below(principal, term, lin, qian):
    file_record(lin, term)
    lin.status = "left"
    lin.save(update_fields=["status"])

    page = principal.get(per_head_url(term.pk, kinds=["lesson_reflection"]))

    shown = page.context["per_head"]
    assert [line.person for line in shown.others] == [lin]
    assert lin not in [line.person for line in shown.lines]
    assert shown.filed == 1


def test_the_average_is_the_indicators(principal, term, lin, qian, chinese):
    from portal.records.indicators import Scope, indicators

    file_record(lin, term)
    indicator = indicators.get("reflections_per_teacher")

    for group in (None, chinese):
        scope = Scope(group=group)
        page = principal.get(indicator.drill_down(term, scope))
        assert page.context["per_head"].average == indicator.for_term(term, scope)


def test_the_sheet_of_averages_names_everybody(office, term, lin, qian):
    file_record(lin, term)

    rows = values(office.post(per_head_url(term.pk, kinds=["lesson_reflection"])))

    assert {row[0]: row[-1] for row in rows} == {"林晓": 1, "钱进": 0, "吴敏": 0}


# -- who may, and the cost ------------------------------------------------------------------------


@pytest.mark.parametrize("url", [FILED, DECIDED, PER_HEAD])
@pytest.mark.parametrize(
    ("person", "status"),
    [("wu", 200), ("sun", 200), ("lin", 403), ("zhou", 403), ("admin", 403), ("guest", 403)],
)
def test_they_are_for_office_and_principal(client, term, request, url, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(url).status_code == status
    assert client.post(url).status_code == status


@pytest.mark.parametrize("url", [FILED, DECIDED, PER_HEAD])
def test_before_the_first_term_they_say_what_is_missing(principal, term, url):
    term.delete()

    assert "No term is open yet" in principal.get(url).text


@pytest.mark.parametrize("url", [FILED, DECIDED, PER_HEAD])
def test_they_cost_the_same_for_any_length(principal, term, lin, zhou, url):
    numbers = iter(range(100))

    def grow():
        person = UserFactory(staff_number=f"8{next(numbers):03d}", in_group=lin.main_group)
        accept_record(file_record(person, term), by=zhou)

    assert_constant_queries(lambda: principal.get(url), grow=grow, at_most=14)
