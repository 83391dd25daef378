"""Whom an announcement goes to: everyone, roles, groups, people, in any mix.

The office addresses whom it likes; a group's leader their own groups and the
people in them. External experts are no staff: they get what names them, their
role, or a group they are in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.people.models import Group, Membership, Role, RoleGrant, User
from portal.people.rules import is_office
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.announcements.models import Announcement


@dataclass(frozen=True)
class Audience:
    """What was chosen; resolved to people only when the announcement is sent."""

    to_everyone: bool = False
    roles: Sequence[str] = ()
    groups: Sequence[Group] = ()
    people: Sequence[User] = field(default=())

    @classmethod
    def of(cls, announcement: Announcement) -> Audience:
        """As it was kept; three queries, none where the rows are prefetched."""
        return cls(
            announcement.to_everyone,
            [row.role for row in announcement.addressed_roles.all()],
            list(announcement.groups.all()),
            list(announcement.people.all()),
        )

    @property
    def is_empty(self) -> bool:
        return not (self.to_everyone or self.roles or self.groups or self.people)

    def in_words(self, *, names_at_most: int = 8) -> str:
        """“Everyone on the staff” or “Principal, 语文教研组, 林晓”."""
        if self.to_everyone:
            return _("Everyone on the staff")
        named = [str(Role(role).label) for role in self.roles]
        named += [group.name for group in self.groups] + [person.name for person in self.people]
        shown = pgettext("between names", ", ").join(named[:names_at_most])
        if len(named) > names_at_most:
            return _("%(names)s and %(n)d more") % {
                "names": shown,
                "n": len(named) - names_at_most,
            }
        return shown


def addressees(audience: Audience, on: date) -> set[int]:
    """Ids of those in service whom it reaches on this day; one query."""
    return set(people_addressed(audience, on).values_list("pk", flat=True))


def people_addressed(audience: Audience, on: date) -> QuerySet[User]:
    chosen = Q(pk__in=[person.pk for person in audience.people])
    if audience.to_everyone:
        chosen |= ~Q(pk__in=_guests(on))
    if audience.groups:
        members = Membership.objects.current(on=on).filter(group__in=audience.groups)
        chosen |= Q(pk__in=members.values("person_id"))
    if audience.roles:
        holders = RoleGrant.objects.in_force(on).filter(role__in=audience.roles)
        chosen |= Q(pk__in=holders.values("person_id"))
    return User.objects.in_service().filter(chosen)


def _guests(on: date) -> QuerySet:
    """External experts who are nothing else at school."""
    grants = RoleGrant.objects.in_force(on)
    others = grants.exclude(role=Role.EXPERT).values("person_id")
    return grants.filter(role=Role.EXPERT).exclude(person__in=others).values("person_id")


def require_own_groups(audience: Audience, by: User, on: date) -> None:
    """Raises Refused `nobody`, or `not_your_group` for a leader who reaches further."""
    if audience.is_empty:
        raise Refused("nobody", gettext_lazy("Say whom it goes to."))
    if is_office(by):
        return
    led = set(by.led_group_ids)
    is_own = not (audience.to_everyone or audience.roles) and all(
        group.pk in led for group in audience.groups
    )
    if not is_own or _strangers(audience.people, led, on):
        raise Refused(
            "not_your_group", gettext_lazy("You write to the groups you lead and their members.")
        )


def _strangers(people: Sequence[User], led: set[int], on: date) -> bool:
    if not people:
        return False
    known = Membership.objects.current(on=on).filter(group__in=led, person__in=people)
    return known.values("person_id").distinct().count() < len(people)
