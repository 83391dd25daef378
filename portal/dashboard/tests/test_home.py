"""The home page by role: one's own week first, then what the roles add."""

from datetime import date

import pytest
from django.urls import reverse

from portal.jobs.models import Job
from portal.people.models import Role
from portal.records.decide import return_record
from portal.records.saved_filters import save_filter
from research.reflections.records import LESSON_REFLECTION
from tests.factories import UserFactory
from tests.filing import write_record
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db
HOME = reverse("dashboard:home")


@pytest.fixture(autouse=True)
def _in_the_sixth_week(sixth_week):
    """Every test here plays on Wednesday of week 6."""


@pytest.fixture
def home_of(client):
    """The page as this person sees it."""

    def get(person):
        client.force_login(person)
        return client.get(HOME)

    return get


# -- a teacher ------------------------------------------------------------------------------------


def test_a_teacher_sees_what_is_owed_and_by_when(home_of, lin, one_a_week):
    page = home_of(lin)

    (row,) = page.context["home"].owed
    assert "Lesson reflection" in row
    assert "0 of 1 by 11 October 2026" in row
    assert "behind" in row


def test_a_teacher_finds_the_big_button_to_log_a_reflection(home_of, lin):
    page = home_of(lin)

    (action,) = page.context["home"].actions
    assert action.url == LESSON_REFLECTION.url("new")


def test_what_is_met_says_so(home_of, lin, zhou, file, one_a_week):
    for week in range(20):
        file(lin, on=date.fromordinal(date(2026, 9, 2).toordinal() + 7 * week))

    assert home_of(lin).context["home"].owed == []


def test_drafts_and_what_came_back_stand_first(home_of, lin, zhou, term, file):
    returned = file(lin, title="退回的")
    return_record(returned, by=zhou, words="请补充改进措施。")
    write_record(lin, term, title="草稿")

    rows = home_of(lin).context["home"].unfinished

    assert [("退回的" in row, "草稿" in row) for row in rows] == [(True, False), (False, True)]
    assert LESSON_REFLECTION.url("detail", pk=returned.pk) in rows[0]


def test_a_colleagues_draft_is_not_on_my_page(home_of, lin, qian, term):
    write_record(qian, term, title="别人的草稿")

    assert "别人的草稿" not in home_of(lin).text


def test_notices_and_saved_lists_stand_below(home_of, lin, zhou, file):
    record = file(lin, title="背影")
    return_record(record, by=zhou, words="请补充。")
    save_filter(LESSON_REFLECTION, by=lin, name="我的八年级", query="words=八年级")

    home = home_of(lin).context["home"]

    assert [notice.type for notice, _words in home.notices] == ["record_returned"]
    assert [link.name for link in home.links] == ["我的八年级"]


def test_the_week_of_the_term_stands_on_top(home_of, lin):
    assert home_of(lin).context["home"].week == 6


# -- a leader -------------------------------------------------------------------------------------


def test_a_leader_sees_the_queue_and_who_is_behind(home_of, lin, zhou, file, one_a_week):
    file(lin)

    home = home_of(zhou).context["home"]

    assert home.queue.count == 1
    (part,) = home.groups
    assert [line.name for line in part.picture.behind] == ["周静", "林晓"]


def test_a_leader_sees_nobody_of_another_group(home_of, zhou, qian, one_a_week):
    assert "钱进" not in home_of(zhou).text


def test_a_teacher_sees_neither_queue_nor_colleagues(home_of, lin, zhou, one_a_week):
    home = home_of(lin).context["home"]

    assert (home.queue, list(home.groups), home.school) == (None, [], None)


# -- office and principal -------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["wu", "sun"])
def test_office_and_principal_see_the_school(home_of, request, lin, one_a_week, person):
    page = home_of(request.getfixturevalue(person))

    home = page.context["home"]
    assert "林晓" in [line.name for line in home.school.behind]
    assert reverse("dashboard:overview") in page.text


def test_the_office_finds_its_imports(home_of, wu, lin):
    Job.objects.create(kind="roster", owner=wu)
    Job.objects.create(kind="roster", owner=lin)

    assert [job.owner for job in home_of(wu).context["home"].jobs] == [wu]


# -- edges ----------------------------------------------------------------------------------------


def test_a_guest_finds_a_page_that_says_so(home_of, guest):
    page = home_of(guest)

    assert page.status_code == 200
    assert page.context["home"].is_bare


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(HOME).status_code == 302


def test_before_the_first_term_everybody_has_a_home(home_of, lin, zhou, wu, term):
    term.delete()

    assert [home_of(person).status_code for person in (lin, zhou, wu)] == [200, 200, 200]


def test_who_owes_nothing_sees_no_list_of_it(home_of, term, one_a_week):
    clerk = UserFactory(staff_number="9001", is_teacher=False, role=Role.ACADEMIC_AFFAIRS)

    assert home_of(clerk).context["home"].owed is None


# -- the cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("person", "at_most"), [("lin", 18), ("zhou", 22), ("wu", 20)])
def test_home_costs_the_same_for_any_number_of_records(
    client, request, lin, zhou, term, file, one_a_week, person, at_most
):
    client.force_login(request.getfixturevalue(person))
    days = iter(range(1, 31))

    def grow():
        file(lin, on=date(2026, 9, next(days)))
        write_record(lin, term)
        client.get(HOME)

    assert_constant_queries(lambda: client.get(HOME), grow=grow, at_most=at_most)
