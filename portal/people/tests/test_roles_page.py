"""The administrator grants and ends roles; office and principal read who holds them."""

import pytest
from django.urls import reverse

from portal.people.models import Role, RoleGrant, User
from tests.factories import UserFactory
from tests.queries import assert_constant_queries


@pytest.fixture
def administrator(client, admin):
    client.force_login(admin)
    return admin


def grant(client, person, **changes):
    data = {"person": person, "role": Role.SUPERVISOR, "starts_on": "2026-09-01"} | changes
    return client.post(reverse("people:role_grant"), data)


def test_administrator_grants_a_role_with_dates(client, administrator, lin):
    grant(client, "林晓", ends_on="2027-01-31")

    given = RoleGrant.objects.get(person=lin)
    assert (given.role, str(given.ends_on)) == (Role.SUPERVISOR, "2027-01-31")
    assert given.granted_by == administrator


def test_end_before_the_start_is_refused_beside_the_field(client, administrator, lin):
    response = grant(client, "1001", ends_on="2026-08-01")

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["ends_on"]


def test_role_that_is_held_already_is_refused(client, administrator, wu):
    response = grant(client, "1003", role=Role.RESEARCH_OFFICE)

    assert response.status_code == 409
    assert response.context["refusal"]


def test_administrator_ends_a_role(client, administrator, wu):
    client.post(reverse("people:role_end", args=[wu.role_grants.get().pk]))

    assert User.objects.get(pk=wu.pk).roles == frozenset()


def test_the_last_administrator_is_kept(client, administrator):
    client.post(reverse("people:role_end", args=[administrator.role_grants.get().pk]))

    assert User.objects.get(pk=administrator.pk).roles == {Role.ADMINISTRATOR}


def test_office_reads_but_has_no_buttons(client, wu, sun):
    client.force_login(wu)

    page = client.get(reverse("people:role_list")).content.decode()

    assert "孙立" in page
    assert "/end/" not in page
    assert grant(client, "1006").status_code == 403


def test_roles_cost_the_same_for_any_number(client, administrator):
    assert_constant_queries(
        lambda: client.get(reverse("people:role_list")),
        grow=lambda: UserFactory(role=Role.SUPERVISOR),
        at_most=9,
    )
