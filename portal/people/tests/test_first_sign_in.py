"""What comes before everything else: own password, privacy notice, second factor."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.people.accounts import issue_first_password
from portal.people.middleware import AccountGateMiddleware
from portal.people.models import Act, AuditEvent
from portal.people.tests.test_sign_in import sign_in
from tests.factories import UserFactory

NEW = "ten-green-bottles"


@pytest.fixture
def newcomer(db):
    return UserFactory(
        staff_number="0700", must_change_password=True, privacy_accepted_at=None, phone=None
    )


def choose_password(client, old, new=NEW, again=None, **more):
    data = {"oldpassword": old, "password1": new, "password2": again or new} | more
    return client.post(reverse("account_change_password"), data)


@pytest.mark.parametrize("method", ["get", "post"])
def test_first_password_opens_one_page_only(client, newcomer, method):
    client.force_login(newcomer)

    response = getattr(client, method)(reverse("people:staff_list"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_change_password") + "?next=")


def test_the_page_that_was_wanted_is_remembered(client, newcomer):
    client.force_login(newcomer)

    response = client.get("/staff/?q=wang")

    assert response.url.endswith("?next=%2Fstaff%2F%3Fq%3Dwang")


def test_a_fragment_is_sent_as_a_whole_page(client, newcomer):
    client.force_login(newcomer)

    response = client.get(reverse("people:staff_list"), headers={"HX-Request": "true"})

    assert response.status_code == 204
    assert response["HX-Redirect"].startswith(reverse("account_change_password"))


def test_newcomer_chooses_a_password_reads_the_notice_and_arrives(client, newcomer):
    first = issue_first_password(newcomer, by=None)
    wanted = reverse("people:my_data")

    sign_in(client, "0700", first)
    changed = choose_password(client, first, next=wanted)
    stopped = client.get(wanted)
    accepted = client.post(reverse("people:privacy"), {"next": wanted})

    assert changed.url == wanted
    assert stopped.url == reverse("people:privacy") + "?next=%2Fstaff%2Fme%2F"
    assert accepted.url == wanted
    assert client.get(wanted).status_code == 200
    newcomer.refresh_from_db()
    assert not newcomer.must_change_password
    assert newcomer.first_password_expires_at is None
    assert newcomer.privacy_accepted_at is not None


def test_notice_does_not_lead_to_another_site(client, newcomer):
    newcomer.must_change_password = False
    newcomer.save()
    client.force_login(newcomer)

    response = client.post(reverse("people:privacy"), {"next": "https://elsewhere.example/"})

    assert response.url == "/"


def test_notice_is_accepted_once(client, lin):
    client.force_login(lin)
    accepted_at = lin.privacy_accepted_at

    client.post(reverse("people:privacy"))

    lin.refresh_from_db()
    assert lin.privacy_accepted_at == accepted_at
    assert not AuditEvent.objects.filter(act=Act.PRIVACY_ACCEPTED).exists()


@pytest.mark.parametrize(
    ("new", "again", "field", "code"),
    [
        ("password123", None, "password1", "password_too_common"),
        ("qm7x-z", None, "password1", "password_too_short"),
        ("73918264", None, "password1", "password_entirely_numeric"),
        (NEW, "another-one", "password2", None),
        ("a-good-passphrase", None, "password1", "same"),
    ],
)
def test_weak_or_repeated_password_is_refused(client, newcomer, new, again, field, code):
    client.force_login(newcomer)

    response = choose_password(client, "a-good-passphrase", new, again)

    errors = response.context["form"].errors.as_data()[field]
    assert [error.code for error in errors] == [code]
    newcomer.refresh_from_db()
    assert newcomer.must_change_password


def test_wrong_present_password_changes_nothing(client, newcomer):
    client.force_login(newcomer)

    response = choose_password(client, "not-mine")

    assert "oldpassword" in response.context["form"].errors


def test_changing_the_password_ends_the_other_sessions(client, lin):
    elsewhere = Client()
    elsewhere.force_login(lin)
    client.force_login(lin)

    choose_password(client, "a-good-passphrase")

    assert client.get(reverse("people:my_data")).status_code == 200
    assert elsewhere.get(reverse("people:my_data")).status_code == 302
    assert AuditEvent.objects.filter(act=Act.PASSWORD_CHANGED, actor=lin).count() == 1


def test_signing_out_and_switching_language_stay_open(client, newcomer):
    client.force_login(newcomer)

    assert client.post(reverse("ui:set_language"), {"language": "en"}).url == "/"
    assert client.post(reverse("account_logout")).url == "/"


def test_gate_costs_no_query_for_most_people(lin, rf, django_assert_num_queries):
    request = rf.get("/staff/")
    request.user = lin
    gate = AccountGateMiddleware(lambda _request: HttpResponse("a page"))

    with django_assert_num_queries(0):
        response = gate(request)

    assert response.content == b"a page"
