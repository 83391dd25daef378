"""TOTP and passkeys are offered to all and asked of the roles that policy names."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from portal.people.tests.test_sign_in import sign_in

SECRET = "JBSWY3DPEHPK3PXP"


def code_now(secret=SECRET):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture
def policy(settings):
    settings.PORTAL_MFA_REQUIRED_ROLES = ["administrator", "research_office", "principal"]


def test_office_is_sent_to_set_it_up(client, wu, policy):
    client.force_login(wu)

    response = client.get(reverse("people:staff_list"))

    assert response.url == reverse("mfa_index") + "?next=%2Fstaff%2F"


def test_office_can_reach_the_pages_that_set_it_up(client, wu, policy):
    sign_in(client, wu.staff_number)

    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_teacher_is_not_asked(client, lin, policy):
    client.force_login(lin)

    assert client.get(reverse("people:staff_list")).status_code == 200


def test_who_has_set_it_up_goes_on(client, wu, policy):
    TOTP.activate(wu, SECRET)
    client.force_login(wu)

    assert client.get(reverse("people:staff_list")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, wu, policy):
    Authenticator.objects.create(user=wu, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(wu)

    assert client.get(reverse("people:staff_list")).status_code == 302


def test_password_alone_does_not_open_a_protected_account(client, lin):
    TOTP.activate(lin, SECRET)

    response = sign_in(client, lin.staff_number)

    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_code_completes_the_sign_in_and_keeps_the_device(client, lin):
    TOTP.activate(lin, SECRET)
    sign_in(client, lin.staff_number, own_device="on")

    client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert client.session["_auth_user_id"] == str(lin.pk)
    assert client.session["own_device"] is True


def test_setting_up_the_app_takes_a_code(client, lin):
    sign_in(client, lin.staff_number)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert Authenticator.objects.filter(user=lin, type=Authenticator.Type.TOTP).exists()


def test_secret_carries_the_schools_name_and_the_person(client, lin, settings):
    sign_in(client, lin.staff_number)

    page = client.get(reverse("mfa_activate_totp"))

    assert "data:image/svg" in page.content.decode()
    assert page.context["totp_url"].startswith("otpauth://totp/%E6%9E%97%E6%99%93%201001?")


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
        "account_change_password",
        "account_reauthenticate",
    ],
)
def test_pages_of_ones_own_account_answer(client, lin, name):
    sign_in(client, lin.staff_number)

    assert client.get(reverse(name)).status_code == 200


def test_pages_after_setting_it_up_answer(client, lin):
    TOTP.activate(lin, SECRET)
    sign_in(client, lin.staff_number)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})

    names = ("mfa_index", "mfa_deactivate_totp", "mfa_generate_recovery_codes")
    pages = [client.get(reverse(name)) for name in names]

    assert [page.status_code for page in pages] == [200, 200, 200]


def test_a_session_that_is_not_fresh_asks_for_the_password_again(client, lin, time_machine):
    time_machine.move_to("2026-10-07T10:00:00+08:00")
    sign_in(client, lin.staff_number)
    time_machine.move_to("2026-10-07T10:06:00+08:00")

    response = client.get(reverse("mfa_activate_totp"))

    assert response.url.startswith(reverse("account_reauthenticate"))


def test_signing_out_everywhere_else_keeps_this_device(client, lin):
    elsewhere = Client()
    sign_in(elsewhere, lin.staff_number)
    sign_in(client, lin.staff_number)

    client.post(reverse("usersessions_list"))

    assert client.get(reverse("people:my_data")).status_code == 200
    assert elsewhere.get(reverse("people:my_data")).status_code == 302
