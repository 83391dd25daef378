"""Who is let in: strangers sign in first, teachers and guests are refused what is not theirs."""

import pytest
from django.urls import reverse

OFFICE_PAGES = [
    ("staff_new", False),
    ("staff_export", False),
    ("staff_edit", True),
    ("career_edit", True),
    ("staff_password", True),
    ("staff_leaving", True),
    ("staff_return", True),
    ("group_new", False),
    ("role_list", False),
    ("audit_list", False),
    ("change_list", False),
]
STAFF_PAGES = [("staff_list", False), ("staff_detail", True), ("group_list", False)]
OWN_PAGES = [("my_data", False), ("my_data_json", False), ("my_data_xlsx", False)]


def address(name, person, *, of_person):
    return reverse(f"people:{name}", args=[person.pk] if of_person else [])


@pytest.mark.parametrize(("name", "of_person"), OFFICE_PAGES + STAFF_PAGES + OWN_PAGES)
def test_stranger_signs_in_first(client, lin, name, of_person):
    response = client.get(address(name, lin, of_person=of_person))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "of_person"), OFFICE_PAGES)
def test_teacher_is_refused_the_offices_pages(client, lin, qian, name, of_person):
    client.force_login(qian)

    assert client.get(address(name, lin, of_person=of_person)).status_code == 403


@pytest.mark.parametrize(("name", "of_person"), OFFICE_PAGES)
def test_office_is_let_in(client, lin, wu, name, of_person):
    client.force_login(wu)

    assert client.get(address(name, lin, of_person=of_person)).status_code == 200


@pytest.mark.parametrize(("name", "of_person"), OFFICE_PAGES + STAFF_PAGES)
def test_guest_is_refused(client, lin, guest, name, of_person):
    client.force_login(guest)

    assert client.get(address(name, lin, of_person=of_person)).status_code == 403


@pytest.mark.parametrize(("name", "of_person"), STAFF_PAGES + OWN_PAGES)
def test_teacher_is_let_in(client, lin, qian, name, of_person):
    client.force_login(qian)

    assert client.get(address(name, lin, of_person=of_person)).status_code == 200


@pytest.mark.parametrize("name", ["membership_end", "membership_lead", "membership_unlead"])
def test_leader_does_not_change_memberships(client, lin, zhou, name):
    client.force_login(zhou)

    response = client.post(reverse(f"people:{name}", args=[lin.memberships.get().pk]))

    assert response.status_code == 403
    assert lin.memberships.get().ends_on is None


def test_unknown_person_is_not_told_to_strangers(client, db):
    response = client.get(reverse("people:staff_detail", args=[4711]))

    assert response.status_code == 302


# -- Django's administration ----------------------------------------------------------------------


def test_administration_is_entered_through_the_portals_sign_in(client, db):
    login = client.get("/administration/login/")

    assert login.url.startswith(reverse("account_login"))


def test_administration_opens_to_the_administrator_only(client, admin, wu):
    client.force_login(admin)
    opened = client.get("/administration/people/user/")
    client.force_login(wu)
    refused = client.get("/administration/people/user/")

    assert opened.status_code == 200
    assert refused.status_code == 302


def test_administration_closes_with_the_role(client, admin):
    admin.is_superuser = False
    admin.save()
    admin.role_grants.update(ends_on="2021-01-01")
    client.force_login(admin)

    assert client.get("/administration/people/user/").status_code == 302


def test_audit_is_read_only_in_the_administration(client, admin):
    client.force_login(admin)

    assert client.get("/administration/people/auditevent/").status_code == 200
    assert client.get("/administration/people/auditevent/add/").status_code == 403


@pytest.mark.parametrize("model", ["subject", "group", "membership", "rolegrant"])
def test_main_tables_are_imported_and_exported(client, admin, model):
    client.force_login(admin)

    assert client.get(f"/administration/people/{model}/export/").status_code == 200
    assert client.get(f"/administration/people/{model}/import/").status_code == 200


def test_administration_exports_run_no_formula(client, admin):
    from portal.people.models import Subject

    Subject.objects.create(name="=1+1")
    client.force_login(admin)

    response = client.post(
        "/administration/people/subject/export/",
        {"format": "0", "resource": "", "subjectresource_name": "on"},
    )

    assert "=1+1" not in response.content.decode().splitlines()
