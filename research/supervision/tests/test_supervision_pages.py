"""The pages of supervision: the term at a glance, findings, reply, and who is refused."""

from datetime import date

import pytest
from django.urls import reverse

from portal.people.models import Role, RoleGrant
from research.supervision.indicators import inspections_closed
from research.supervision.inspect_group import close_inspection
from research.supervision.models import GuidanceVisit, Inspection
from research.supervision.tests.factories import an_inspection, replied, reported
from tests.factories import GroupFactory, UserFactory
from tests.forms import fields_of
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def he(maths):
    person = UserFactory(name="何监督", in_group=maths)
    RoleGrant.objects.create(person=person, role=Role.SUPERVISOR, starts_on=date(2020, 9, 1))
    return person


def test_a_supervisor_inspects_a_group_from_the_menu(client, he, lin, zhou, chinese, sixth_week):
    client.force_login(he)
    assert reverse("supervision:overview") in client.get("/").content.decode()

    client.post(
        reverse("supervision:inspection_new"),
        {"group": chinese.pk, "month": "2026-10", "inspected_kinds": ["lesson_reflection"]},
    )

    inspection = Inspection.objects.get()
    page = reverse("supervision:inspection_findings", kwargs={"pk": inspection.pk})
    typed = fields_of(client.get(page), having="feedback")
    typed |= {name: "problem" for name in typed if name.endswith("-grade")}
    answer = client.post(page, typed | {"then": "report"})
    assert answer.status_code == 422
    typed |= {name: "没有课例" for name in typed if name.endswith("-problem")}
    client.post(page, typed | {"then": "report", "feedback": "请讨论。"})
    inspection.refresh_from_db()
    assert (inspection.stage, inspection.feedback) == ("reported", "请讨论。")


def test_the_leader_replies(client, he, lin, zhou, chinese, sixth_week):
    inspection = reported(chinese, he)
    client.force_login(zhou)
    page = reverse("supervision:inspection_reply", kwargs={"pk": inspection.pk})
    assert page in client.get(inspection.get_absolute_url()).content.decode()

    client.post(page, {"words": "已补写。"})

    inspection.refresh_from_db()
    assert (inspection.stage, inspection.replied_by) == ("replied", zhou)


@pytest.mark.parametrize("page", ["findings", "reply", "ask_again"])
def test_strangers_do_not_learn_that_it_exists(
    client, he, lin, zhou, qian, chinese, sixth_week, page
):
    inspection = reported(chinese, he)
    client.force_login(qian)
    url = reverse(f"supervision:inspection_{page}", kwargs={"pk": inspection.pk})

    assert client.get(url).status_code == 404


def test_a_member_does_not_reply_for_the_leader(client, he, lin, zhou, chinese, sixth_week):
    inspection = reported(chinese, he)
    client.force_login(lin)
    page = reverse("supervision:inspection_reply", kwargs={"pk": inspection.pk})

    assert client.post(page, {"words": "x"}).status_code == 403


def test_teachers_have_no_supervision_in_their_menu(client, lin, term):
    client.force_login(lin)

    assert reverse("supervision:overview") not in client.get("/").content.decode()
    assert client.get(reverse("supervision:overview")).status_code == 403


def test_the_figure_is_the_length_of_its_list(client, he, lin, zhou, wu, chinese, term, sixth_week):
    close_inspection(replied(chinese, he, zhou), by=he)
    from portal.records.indicators import Scope, indicators

    client.force_login(wu)
    indicator = indicators.get("inspections_closed")
    page = client.get(indicator.drill_down(term, Scope())).content.decode()

    assert inspections_closed(term, Scope()) == 1
    assert Inspection.objects.get().title in page


def test_a_guidance_visit_is_of_the_visited_group(client, wu, zhou, chinese, maths, sixth_week):
    guide = UserFactory(name="导师", in_group=maths, role=Role.GUIDANCE)
    client.force_login(guide)
    page = reverse("supervision:guidance_visit_new")
    typed = fields_of(client.get(page), having="focus")

    client.post(
        page,
        typed | {"group": chinese.pk, "focus": "单元备课", "seen": "听课一节", "then": "submit"},
    )

    visit = GuidanceVisit.objects.get()
    assert (visit.group, visit.state, visit.review_level) == (chinese, "submitted", "office")
    assert GuidanceVisit.objects.visible_to(zhou).exists()


def test_the_overview_costs_the_same_for_any_number_of_groups(client, he, wu, sixth_week):
    client.force_login(wu)

    def grow():
        group = GroupFactory()
        UserFactory(in_group=group)
        an_inspection(group, he)

    assert_constant_queries(
        lambda: client.get(reverse("supervision:overview")), grow=grow, at_most=12
    )


def test_the_findings_cost_the_same_for_any_sample(client, he, chinese, sixth_week):
    people = iter([UserFactory(in_group=chinese) for _ in range(40)])
    inspection = an_inspection(chinese, he)
    inspection.findings.all().delete()
    client.force_login(he)

    def grow():
        inspection.findings.create(person=next(people), kind="lesson_reflection")

    page = reverse("supervision:inspection_findings", kwargs={"pk": inspection.pk})
    assert_constant_queries(lambda: client.get(page), grow=grow, at_most=12)
