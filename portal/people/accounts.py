"""The verbs of an account: first password, own password, leaving, roles.

Each is audited. A person is deactivated, never deleted; a first password is
shown once, is never stored in the clear, and stops working after
`settings.PORTAL_FIRST_PASSWORD_DAYS`.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import Act, Role, RoleGrant, User, record_audit_event
from portal.refusal import Refused

#: Letters and digits that nobody confuses on paper: no 0 o 1 i l.
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_DIGITS = "23456789"


def new_first_password() -> str:
    """Four letters, a dash, four digits or letters: `hkwm-3f7q`, 37 bits."""
    letters = "".join(secrets.choice(_LETTERS) for _n in range(4))
    mixed = secrets.choice(_DIGITS) + "".join(secrets.choice(_LETTERS + _DIGITS) for _n in range(3))
    return f"{letters}-{mixed}"


@transaction.atomic
def issue_first_password(person: User, *, by: User | None, at: datetime | None = None) -> str:
    """Give `person` a new first password and return it, the only time it is seen.

    Whatever sessions they had end, because a session holds the old password's
    hash. Raises Refused `account_closed` for somebody who may not sign in.
    """
    if not person.is_active:
        raise Refused("account_closed", _("This account is closed; open it again first."))
    password = new_first_password()
    person.set_password(password)
    person.must_change_password = True
    person.first_password_expires_at = (at or clock.now()) + timedelta(
        days=settings.PORTAL_FIRST_PASSWORD_DAYS
    )
    person.save(update_fields=["password", "must_change_password", "first_password_expires_at"])
    record_audit_event(None, Act.PASSWORD_RESET, person, actor=by)
    return password


@transaction.atomic
def change_own_password(person: User, password: str) -> None:
    """Set the password the person chose; it was validated by the form."""
    person.set_password(password)
    person.must_change_password = False
    person.first_password_expires_at = None
    person.save(update_fields=["password", "must_change_password", "first_password_expires_at"])
    record_audit_event(None, Act.PASSWORD_CHANGED, person, actor=person)


@transaction.atomic
def deactivate_person(
    person: User, *, by: User, status: str = User.Status.LEFT, on: date | None = None
) -> None:
    """A leaver (or somebody retired) may no longer sign in; their records stay.

    Memberships and roles end on the last day. Raises Refused `yourself`, and
    `last_administrator` so that somebody can always grant roles.
    """
    last_day = on or clock.today()
    if person == by:
        raise Refused("yourself", _("You cannot close your own account."))
    _require_another_administrator(person, last_day)
    person.is_active = False
    person.status = status
    person.left_on = max(last_day, person.joined_on or last_day)
    person.save(update_fields=["is_active", "status", "left_on"])
    for membership in person.memberships.open_on(last_day):
        membership.end(last_day)
    for grant in person.role_grants.open_on(last_day):
        grant.end(last_day)
    end_sessions(person)
    record_audit_event(None, Act.DEACTIVATED, person, actor=by, status=status)


@transaction.atomic
def reactivate_person(person: User, *, by: User) -> None:
    """Somebody who came back may sign in again; groups and roles are given anew."""
    person.is_active = True
    person.status = User.Status.ACTIVE
    person.left_on = None
    person.save(update_fields=["is_active", "status", "left_on"])
    record_audit_event(None, Act.REACTIVATED, person, actor=by)


@transaction.atomic
def grant_role(
    person: User,
    role: Role,
    *,
    by: User,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleGrant:
    """Grant a school-wide role from one day to another.

    Raises Refused `role_held` when the dates overlap with an earlier grant,
    `account_closed`, `dates`. Sessions end where the role asks for a second
    factor, so that nobody holds it by password alone.
    """
    starts_on = starts_on or clock.today()
    if not person.is_active:
        raise Refused("account_closed", _("This account is closed; open it again first."))
    if ends_on and ends_on < starts_on:
        raise Refused("dates", _("The last day comes after the first."))
    if person.role_grants.overlapping(starts_on, ends_on).filter(role=role).exists():
        raise Refused("role_held", _("This person already holds this role in that time."))
    grant = RoleGrant.objects.create(
        person=person, role=role, starts_on=starts_on, ends_on=ends_on, granted_by=by
    )
    if role in settings.PORTAL_MFA_REQUIRED_ROLES and person != by:
        end_sessions(person)
    record_audit_event(None, Act.ROLE_GRANTED, person, actor=by, role=str(role))
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: User, on: date | None = None) -> None:
    """End a role; `on` is its last day (yesterday by default: it ends at once).

    Raises Refused `last_administrator`.
    """
    last_day = on or clock.today() - timedelta(days=1)
    if grant.role == Role.ADMINISTRATOR:
        _require_another_administrator(grant.person, last_day)
    grant.end(last_day)
    record_audit_event(None, Act.ROLE_ENDED, grant.person, actor=by, role=grant.role)


def end_sessions(person: User) -> int:
    """Sign the person out of every browser; returns of how many."""
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)


def _require_another_administrator(person: User, last_day: date) -> None:
    after = last_day + timedelta(days=1)
    administrators = RoleGrant.objects.in_force(after).filter(
        role=Role.ADMINISTRATOR, person__is_active=True
    )
    held_by = set(administrators.values_list("person_id", flat=True))
    if held_by == {person.pk}:
        raise Refused(
            "last_administrator",
            _("Somebody must administer the portal: name another administrator first."),
        )
