"""The stand-in page: leaders name their own, the office anybody's."""

from datetime import date

import pytest
from django.urls import reverse

from portal.records.models import StandIn
from tests.factories import GroupFactory, UserFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db
PAGE = "/records/stand-ins/"
DAYS = {"starts_on": "2026-10-08", "ends_on": "2026-10-12", "reason": "病假"}


def test_a_leader_names_their_own(client, zhou, tang, sixth_week):
    client.force_login(zhou)

    response = client.post(PAGE, {"substitute": "唐宁 1005", **DAYS})

    stand_in = StandIn.objects.get()
    assert response.status_code == 302
    assert (stand_in.absent, stand_in.substitute) == (zhou, tang)


def test_a_leader_cannot_name_one_for_another(client, zhou, tang, lin, sixth_week):
    client.force_login(zhou)

    client.post(PAGE, {"absent": "唐宁 1005", "substitute": "林晓 1001", **DAYS})

    assert StandIn.objects.get().absent == zhou


def test_the_office_names_one_for_anybody(client, wu, zhou, tang, sixth_week):
    client.force_login(wu)

    client.post(PAGE, {"absent": "周静 1002", "substitute": "唐宁 1005", **DAYS})

    assert StandIn.objects.get().absent == zhou


def test_a_refusal_keeps_what_was_typed(client, wu, lin, tang, sixth_week):
    client.force_login(wu)

    response = client.post(PAGE, {"absent": "林晓 1001", "substitute": "唐宁 1005", **DAYS})

    assert response.status_code == 409
    assert "唐宁 1005" in response.content.decode()


def test_ending_one(client, zhou, tang, sixth_week):
    stand_in = StandIn.objects.create(
        absent=zhou,
        substitute=tang,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 20),
        created_by=zhou,
    )
    client.force_login(zhou)

    client.post(reverse("records:end_stand_in", args=[stand_in.pk]))

    assert StandIn.objects.get().ends_on == date(2026, 10, 6)


def test_nobody_ends_anothers(client, zhou, tang, sixth_week):
    stand_in = StandIn.objects.create(
        absent=zhou,
        substitute=tang,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 20),
        created_by=zhou,
    )
    client.force_login(tang)

    assert client.post(reverse("records:end_stand_in", args=[stand_in.pk])).status_code == 404


@pytest.mark.parametrize("who", ["lin", "sun", "guest"])
def test_who_leads_nothing_is_refused(who, client, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(PAGE).status_code == 403


def test_it_costs_the_same_for_any_number(client, wu, sixth_week):
    client.force_login(wu)

    def grow():
        StandIn.objects.create(
            absent=UserFactory(leads=GroupFactory()),
            substitute=UserFactory(),
            starts_on=date(2026, 10, 5),
            ends_on=date(2026, 10, 9),
            created_by=wu,
        )

    assert_constant_queries(lambda: client.get(PAGE), grow=grow, at_most=12)
