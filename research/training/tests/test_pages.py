"""The pages of training hours: open for whom they are, in both languages, at a constant cost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.agenda.sources import event_sources
from research.training.tests.factories import ClaimFactory, EntryFactory, SessionFactory
from tests.factories import UserFactory
from tests.queries import assert_constant_queries

OFFICE_PAGES = [
    "training:pass_rate",
    "training:pass_rate_export",
    "training:register_all",
    "training:remind",
    "training:reconcile",
    "training:import_list",
    "training:import_template",
    "training:rules",
    "training:rules_edit",
    "training:cycle",
    "training:training_new",
]
EVERYBODYS_PAGES = ["training:mine", "training:training_list", "training:training_claim_list"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", [*OFFICE_PAGES, *EVERYBODYS_PAGES])
def test_the_office_opens_every_page(client, wu, lin, sixth_week, page, language):
    wu.language = language
    wu.save()
    SessionFactory(came=[lin])
    ClaimFactory(author=lin, accepted=wu)
    EntryFactory(person=lin)
    client.force_login(wu)

    assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", OFFICE_PAGES)
def test_a_teacher_opens_none_of_the_offices_pages(client, lin, sixth_week, page):
    client.force_login(lin)

    assert client.get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", EVERYBODYS_PAGES)
def test_a_teacher_opens_the_others(client, lin, sixth_week, page):
    client.force_login(lin)

    assert client.get(reverse(page)).status_code == 200


def test_a_leader_sees_nobody_elses_hours(client, lin, zhou, sixth_week):
    client.force_login(zhou)

    assert client.get(reverse("training:person", args=[lin.pk])).status_code == 403


def test_a_line_of_somebody_else_does_not_exist(client, lin, zhou, sixth_week):
    entry = EntryFactory(person=lin)
    client.force_login(zhou)

    assert client.get(reverse("training:hour_entry", args=[entry.pk])).status_code == 404


def test_the_principal_sees_everybodys(client, lin, sun, sixth_week):
    client.force_login(sun)

    assert client.get(reverse("training:person", args=[lin.pk])).status_code == 200


@pytest.mark.parametrize("page", ["training:mine", "training:training_list"])
def test_own_pages_cost_the_same_for_any_number_of_lines(client, lin, wu, sixth_week, page):
    def grow():
        EntryFactory(person=lin)
        SessionFactory(came=[lin])
        ClaimFactory(author=lin, accepted=wu)

    client.force_login(lin)

    assert_constant_queries(lambda: client.get(reverse(page)), grow=grow, at_most=12)


@pytest.mark.parametrize(
    "page", ["training:pass_rate", "training:reconcile", "training:register_all"]
)
def test_the_schools_pages_cost_the_same_for_any_number_of_people(
    client, lin, wu, sixth_week, chinese, page
):
    def grow():
        person = UserFactory(in_group=chinese)
        EntryFactory(person=person)
        ClaimFactory(author=person, submitted=True)

    client.force_login(wu)

    assert_constant_queries(lambda: client.get(reverse(page)), grow=grow, at_most=20)


def test_sessions_stand_on_the_calendar_and_bind_who_is_expected(lin, qian, sixth_week):
    session = SessionFactory(expected=[lin])
    source = event_sources.get("training_session")
    day = session.starts_at - timedelta(hours=1), session.ends_at

    [event] = source.between(*day, people=[lin])

    assert event.binds(lin)
    assert list(source.between(*day, people=[qian])) == []
    assert [e.key for e in source.for_user(qian, *day)] == [event.key]
