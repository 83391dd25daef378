"""The pages of archives: mine, a colleague's, the index, and their sheets."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from portal.people.models import Honour, Post, TitleHolding
from tests.factories import GroupFactory, UserFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db

MINE, PEOPLE = reverse("archive:mine"), reverse("archive:people")
PEOPLE_EXPORT = reverse("archive:people_export")


@pytest.fixture(autouse=True)
def _in_the_sixth_week(sixth_week):
    """Every test here plays on Wednesday of week 6."""


def of(person):
    return reverse("archive:archive", args=[person.pk])


def sheet_rows(response):
    sheet = load_workbook(BytesIO(response.content)).active
    return [[cell for cell in row if cell is not None] for row in sheet.values]


# -- one archive ----------------------------------------------------------------------------------


def test_my_archive_links_to_my_records(client, lin, term, file):
    record = file(lin, title="背影")
    client.force_login(lin)

    page = client.get(MINE)

    assert f'href="/research/lesson-reflections/{record.pk}/">背影</a>' in page.text


def test_the_cover_and_the_facts_come_from_the_roster(client, lin, term):
    Post.objects.create(person=lin, name="备课组长", starts_on=date(2025, 9, 1))
    TitleHolding.objects.create(person=lin, title="first", awarded_on=date(2024, 1, 1))
    Honour.objects.create(person=lin, name="backbone", level="district")
    client.force_login(lin)

    page = client.get(MINE)

    facts = {str(fact.label): str(fact.value) for fact in page.context["facts"]}
    assert facts["Staff number"] == "1001"
    assert [fact.words for fact in page.context["dated_facts"]] == [
        "备课组长",
        "First-grade teacher",
        "District level · Backbone teacher",
    ]


def test_a_phone_or_a_birth_month_is_never_on_the_page(client, lin, zhou, term):
    lin.phone, lin.birth_month = "13800000001", date(1991, 4, 1)
    lin.save()
    client.force_login(zhou)

    page = client.get(of(lin))

    assert "13800000001" not in page.text
    assert "1991" not in page.text


def test_the_index_of_an_archive_comes_as_a_sheet(client, lin, term, file):
    file(lin, title="=背影")
    client.force_login(lin)

    rows = sheet_rows(client.get(reverse("archive:archive_export", args=[lin.pk])))

    assert rows[-1][2:4] == ["Lesson reflection", "'=背影"]


def test_before_the_first_term_the_page_says_what_is_missing(client, lin, term):
    term.delete()
    client.force_login(lin)

    assert "No term is open yet" in client.get(MINE).text
    assert client.get(reverse("archive:archive_export", args=[lin.pk])).status_code == 404


# -- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("lin", 200),
        ("zhou", 200),
        ("wu", 200),
        ("sun", 200),
        ("qian", 403),
        ("tang", 403),
        ("admin", 403),
        ("guest", 403),
    ],
)
@pytest.mark.parametrize("page", ["archive", "archive_export"])
def test_an_archive_is_read_by_its_teacher_leader_office_and_principal(
    client, term, lin, request, person, status, page
):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse(f"archive:{page}", args=[lin.pk])).status_code == status


def test_leading_a_grade_team_opens_no_archive(client, term, lin, qian):
    grade = GroupFactory(kind="grade", name="八年级组")
    grade.memberships.create(person=lin, starts_on=date(2026, 9, 1))
    grade.memberships.create(person=qian, is_leader=True, starts_on=date(2026, 9, 1))
    client.force_login(qian)

    assert client.get(of(lin)).status_code == 403


@pytest.mark.parametrize(
    ("person", "status"),
    [("wu", 200), ("sun", 200), ("zhou", 200), ("lin", 403), ("guest", 403)],
)
def test_the_index_is_for_those_who_read_archives(client, term, request, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(PEOPLE).status_code == status


@pytest.mark.parametrize(
    ("person", "status"), [("wu", 200), ("sun", 200), ("zhou", 403), ("lin", 403)]
)
def test_the_sheet_of_everybody_is_for_office_and_principal(client, term, request, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(PEOPLE_EXPORT).status_code == status


@pytest.mark.parametrize("address", [MINE, PEOPLE, PEOPLE_EXPORT])
def test_strangers_are_asked_to_sign_in(client, term, address):
    assert client.get(address).status_code == 302


# -- the index ------------------------------------------------------------------------------------


def names(page):
    return [line.person.name for line in page.context["page"].lines]


def test_a_leader_finds_the_members_of_the_group_only(client, term, lin, zhou, qian):
    client.force_login(zhou)

    page = client.get(PEOPLE)

    assert names(page) == ["林晓", "周静"]
    assert "钱进" not in page.text


def test_the_office_finds_everybody_by_group_name_and_pinyin(client, term, wu, lin, qian, chinese):
    client.force_login(wu)

    assert names(client.get(PEOPLE)) == ["林晓", "钱进", "吴敏"]
    assert names(client.get(PEOPLE, {"group": chinese.pk})) == ["林晓"]
    assert names(client.get(PEOPLE, {"words": "qian"})) == ["钱进"]


def test_who_left_is_found_when_asked_for(client, term, wu, lin):
    lin.status = "left"
    lin.save()
    client.force_login(wu)

    assert names(client.get(PEOPLE)) == ["吴敏"]
    assert names(client.get(PEOPLE, {"left": "on"})) == ["林晓", "吴敏"]


def test_pages_follow_each_other_without_loss(client, term, wu):
    for n in range(60):
        UserFactory(staff_number=f"5{n:03d}", name="王芳")
    client.force_login(wu)

    first = client.get(PEOPLE)
    second = client.get(PEOPLE, {"after": first.context["page"].next_place})

    found = [line.person.pk for page in (first, second) for line in page.context["page"].lines]
    assert len(found) == len(set(found)) == 61
    assert second.context["page"].next_place == ""


def test_completeness_stands_beside_each_name(client, term, wu, lin, file, one_narrative):
    client.force_login(wu)

    progress = {
        line.person.name: line.progress for line in client.get(PEOPLE).context["page"].lines
    }

    assert (progress["林晓"].done, progress["林晓"].owed) == (0, 1)


# -- the cost -------------------------------------------------------------------------------------


def test_an_archive_page_costs_the_same_for_any_number_of_records(
    client, lin, zhou, term, file, two_a_week
):
    client.force_login(zhou)
    days = iter(range(1, 31))

    assert_constant_queries(
        lambda: client.get(of(lin)),
        grow=lambda: file(lin, on=date(2026, 9, next(days))),
        at_most=16,
    )


def test_the_index_costs_the_same_for_any_number_of_people(client, wu, term, two_a_week):
    client.force_login(wu)
    numbers = iter(range(6000, 6100))

    assert_constant_queries(
        lambda: client.get(PEOPLE),
        grow=lambda: UserFactory(staff_number=str(next(numbers)), name="张华"),
        at_most=12,
    )
