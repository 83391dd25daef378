"""Naming a stand-in: who reviews a leader's groups between two days.

A leader names their own, the office anyone's. The stand-in sees the leader's
queue and decides in their place, never on their own records nor on the
leader's. Both are told.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.notices.post import post_notice
from portal.people.models import Membership, User
from portal.people.rules import is_active_staff, is_office
from portal.records.models import StandIn
from portal.records.notice_types import STAND_IN_NAMED
from portal.refusal import Refused


@transaction.atomic
def name_stand_in(
    absent: User,
    substitute: User,
    *,
    starts_on: date,
    ends_on: date,
    by: User,
    reason: str = "",
) -> StandIn:
    """Let `substitute` review for `absent`. The same once more is the same row.

    Refused: `not_yours`, `not_a_leader`, `same_person`, `not_staff`,
    `dates_reversed`, `already_over`, `overlaps`.
    """
    User.objects.select_for_update().get(pk=absent.pk)
    _require_people(absent, substitute, by)
    _require_dates(starts_on, ends_on)
    for other in StandIn.objects.filter(
        absent=absent, starts_on__lte=ends_on, ends_on__gte=starts_on
    ).select_related("substitute"):
        if (other.substitute_id, other.starts_on, other.ends_on) == (
            substitute.pk,
            starts_on,
            ends_on,
        ):
            return other
        raise Refused(
            "overlaps",
            _("%(name)s already stands in during these days. End that first.")
            % {"name": other.substitute.name},
        )
    stand_in = StandIn.objects.create(
        absent=absent,
        substitute=substitute,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        created_by=by,
    )
    _tell(stand_in)
    return stand_in


@transaction.atomic
def end_stand_in(stand_in: StandIn, *, by: User, on: date | None = None) -> None:
    """End it with yesterday; one that has not been in force is taken away. Harmless twice.

    Refused: `not_yours`.
    """
    on = on or clock.today()
    locked = StandIn.objects.select_for_update().filter(pk=stand_in.pk).first()
    if locked is None or locked.ends_on < on:
        return
    _require_may_name(locked.absent, by)
    if locked.starts_on >= on:
        locked.delete()
        return
    locked.ends_on = on - timedelta(days=1)
    locked.save(update_fields=["ends_on"])


def _require_may_name(absent: User, by: User) -> None:
    if by.pk != absent.pk and not is_office(by):
        raise Refused("not_yours", _("You can name a stand-in only for yourself."))


def _require_people(absent: User, substitute: User, by: User) -> None:
    _require_may_name(absent, by)
    leads = Membership.objects.current(on=clock.today()).leading().filter(person=absent)
    if not leads.exists():
        raise Refused("not_a_leader", _("%(name)s leads no group today.") % {"name": absent.name})
    if absent.pk == substitute.pk:
        raise Refused("same_person", _("Choose somebody else as the stand-in."))
    if not is_active_staff(substitute):
        raise Refused("not_staff", _("Choose a member of staff as the stand-in."))


def _require_dates(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Refused("dates_reversed", _("The last day comes after the first."))
    if ends_on < clock.today():
        raise Refused("already_over", _("These days are over already."))


def _tell(stand_in: StandIn) -> None:
    people = {stand_in.absent, stand_in.substitute} - {stand_in.created_by}
    post_notice(
        STAND_IN_NAMED.slug,
        to=sorted(people, key=lambda person: person.pk),
        key=f"{STAND_IN_NAMED.slug}:{stand_in.pk}",
        params={
            "absent": stand_in.absent.name,
            "substitute": stand_in.substitute.name,
            "first": stand_in.starts_on.isoformat(),
            "last": stand_in.ends_on.isoformat(),
        },
        url="/records/queue/",
    )
