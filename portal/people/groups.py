"""Joining, leaving and leading a group; every row keeps its dates."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import Group, GroupKind, Membership, User
from portal.refusal import Refused


@transaction.atomic
def join_group(
    person: User,
    group: Group,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_leader: bool = False,
) -> Membership:
    """Add a member; the first teaching-research group becomes their main group.

    Raises Refused `already_member`, `account_closed`, `group_closed`, `dates`.
    """
    starts_on = starts_on or clock.today()
    if not person.is_active:
        raise Refused("account_closed", _("This account is closed; open it again first."))
    if not group.is_active:
        raise Refused("group_closed", _("This group is closed; open it again first."))
    if ends_on and ends_on < starts_on:
        raise Refused("dates", _("The last day comes after the first."))
    if group.memberships.filter(person=person).overlapping(starts_on, ends_on).exists():
        raise Refused("already_member", _("This person already belongs to this group."))
    membership = Membership.objects.create(
        person=person, group=group, starts_on=starts_on, ends_on=ends_on, is_leader=is_leader
    )
    if group.kind == GroupKind.RESEARCH_GROUP and person.main_group_id is None:
        person.main_group = group
        person.save(update_fields=["main_group"])
    return membership


@transaction.atomic
def leave_group(membership: Membership, *, last_day: date | None = None) -> None:
    """End a membership; it is no longer the main group once the last day is over.

    Raises Refused `ended`.
    """
    last_day = last_day or clock.today()
    _require_open(membership, last_day)
    membership.end(last_day)
    person = membership.person
    if person.main_group_id == membership.group_id:
        person.main_group = None
        person.save(update_fields=["main_group"])


@transaction.atomic
def set_leader(
    membership: Membership, *, is_leader: bool, from_day: date | None = None
) -> Membership:
    """Let a member lead, or no longer lead, from a day on.

    The row before that day keeps what it said, so that old records know who
    led at their time. Raises Refused `ended`. Repeating it changes nothing.
    """
    from_day = from_day or clock.today()
    _require_open(membership, from_day)
    if membership.is_leader == is_leader:
        return membership
    if membership.starts_on >= from_day:
        membership.is_leader = is_leader
        membership.save(update_fields=["is_leader"])
        return membership
    ends_on = membership.ends_on
    membership.end(from_day - timedelta(days=1))
    return Membership.objects.create(
        person=membership.person,
        group=membership.group,
        is_leader=is_leader,
        starts_on=from_day,
        ends_on=ends_on,
    )


def _require_open(membership: Membership, day: date) -> None:
    if membership.ends_on and membership.ends_on < day:
        raise Refused("ended", _("This membership has already ended."))
