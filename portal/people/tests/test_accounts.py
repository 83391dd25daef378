"""The verbs of an account: first password, leaving, coming back, roles."""

from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from auditlog.models import LogEntry
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse

from portal import clock
from portal.people.accounts import (
    deactivate_person,
    end_role,
    grant_role,
    issue_first_password,
    new_first_password,
    reactivate_person,
)
from portal.people.models import Act, AuditEvent, Role, User
from portal.people.tests.test_sign_in import sign_in
from portal.refusal import Refused


def last_event():
    return AuditEvent.objects.order_by("-id").values_list("act", "actor", "object_repr")[0]


# -- The first password ---------------------------------------------------------------------------


def test_first_password_opens_the_account_and_must_be_changed(client, lin, wu):
    password = issue_first_password(lin, by=wu)

    sign_in(client, lin.staff_number, password)

    lin.refresh_from_db()
    assert lin.must_change_password
    assert lin.check_password(password)
    assert client.session["_auth_user_id"] == str(lin.pk)


def test_first_password_lasts_fourteen_days(lin, wu, sixth_week):
    issue_first_password(lin, by=wu)

    assert lin.first_password_expires_at == clock.now() + timedelta(days=14)


def test_first_password_is_audited_but_not_kept(lin, wu):
    password = issue_first_password(lin, by=wu)

    assert last_event() == (Act.PASSWORD_RESET, wu.pk, "林晓 1001")
    kept = f"{list(AuditEvent.objects.values())}{list(LogEntry.objects.values('changes'))}"
    assert password not in kept
    assert lin.password not in kept


def test_first_password_signs_every_device_out(client, lin, wu):
    client.force_login(lin)

    issue_first_password(lin, by=wu)

    assert client.get(reverse("people:my_data")).status_code == 302


def test_first_password_passes_the_rules_for_passwords_and_is_readable():
    passwords = {new_first_password() for _n in range(200)}

    assert len(passwords) == 200
    for password in passwords:
        validate_password(password)
    assert not set("".join(passwords)) & set("01iloIO")


def test_no_first_password_for_a_closed_account(lin, wu):
    lin.is_active = False

    with pytest.raises(Refused) as refusal:
        issue_first_password(lin, by=wu)

    assert refusal.value.code == "account_closed"


# -- Leaving and coming back ----------------------------------------------------------------------


def test_leaver_is_signed_out_and_leaves_groups_and_roles(client, zhou, wu, sixth_week):
    grant_role(zhou, Role.SUPERVISOR, by=wu)
    client.force_login(zhou)

    deactivate_person(zhou, by=wu)

    zhou.refresh_from_db()
    assert (zhou.is_active, zhou.status, zhou.left_on) == (False, User.Status.LEFT, sixth_week)
    assert set(zhou.memberships.values_list("ends_on", flat=True)) == {sixth_week}
    assert set(zhou.role_grants.values_list("ends_on", flat=True)) == {sixth_week}
    assert client.get(reverse("people:my_data")).status_code == 302
    assert last_event() == (Act.DEACTIVATED, wu.pk, "周静 1002")


def test_membership_that_had_not_begun_is_removed(lin, wu, maths, sixth_week):
    maths.memberships.create(person=lin, starts_on=sixth_week + timedelta(days=30))

    deactivate_person(lin, by=wu)

    assert not maths.memberships.filter(person=lin).exists()


def test_nobody_closes_their_own_account(wu):
    with pytest.raises(Refused) as refusal:
        deactivate_person(wu, by=wu)

    assert refusal.value.code == "yourself"


def test_the_last_administrator_stays(admin, wu):
    with pytest.raises(Refused) as refusal:
        deactivate_person(admin, by=wu)

    assert refusal.value.code == "last_administrator"
    admin.refresh_from_db()
    assert admin.is_active


def test_who_comes_back_may_sign_in_with_the_old_password(client, lin, wu):
    deactivate_person(lin, by=wu)

    reactivate_person(lin, by=wu)
    sign_in(client, lin.staff_number)

    assert client.session["_auth_user_id"] == str(lin.pk)
    assert User.objects.get(pk=lin.pk).left_on is None


# -- Roles ----------------------------------------------------------------------------------------


def test_role_is_held_from_its_first_to_its_last_day(lin, admin, time_machine):
    grant_role(
        lin,
        Role.SUPERVISOR,
        by=admin,
        starts_on=date(2026, 9, 7),
        ends_on=date(2026, 9, 11),
    )

    held = {}
    for day in (6, 7, 11, 12):
        time_machine.move_to(f"2026-09-{day:02d}T12:00:00+08:00")
        held[day] = Role.SUPERVISOR in User.objects.get(pk=lin.pk).roles

    assert held == {6: False, 7: True, 11: True, 12: False}


def test_the_same_role_is_not_held_twice_at_a_time(lin, admin):
    grant_role(lin, Role.SUPERVISOR, by=admin, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 9))

    with pytest.raises(Refused) as refusal:
        grant_role(lin, Role.SUPERVISOR, by=admin, starts_on=date(2026, 9, 9))

    assert refusal.value.code == "role_held"


def test_a_role_can_be_held_again_later(lin, admin):
    grant_role(lin, Role.SUPERVISOR, by=admin, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 9))

    again = grant_role(lin, Role.SUPERVISOR, by=admin, starts_on=date(2026, 9, 10))

    assert again.ends_on is None


def test_ended_role_is_gone_at_once_and_stays_in_history(wu, admin):
    grant = wu.role_grants.get()

    end_role(grant, by=admin)

    assert User.objects.get(pk=wu.pk).roles == frozenset()
    assert wu.role_grants.get().ends_on == clock.today() - timedelta(days=1)
    assert last_event() == (Act.ROLE_ENDED, admin.pk, "吴敏 1003")


def test_the_last_administrator_keeps_the_role(admin):
    with pytest.raises(Refused) as refusal:
        end_role(admin.role_grants.get(), by=admin)

    assert refusal.value.code == "last_administrator"


def test_a_role_under_the_second_factor_policy_ends_the_sessions(client, lin, admin, settings):
    settings.PORTAL_MFA_REQUIRED_ROLES = ["principal"]
    sign_in(client, lin.staff_number)

    grant_role(lin, Role.PRINCIPAL, by=admin)

    assert not UserSession.objects.filter(user=lin).exists()
    assert client.get(reverse("people:my_data")).status_code == 302
