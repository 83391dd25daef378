"""What a person is at school on one day: the roles they hold, and their groups.

Nearly every page asks both, so one query reads both; it is read anew for each
request, because a right that has ended must not outlive its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, IntegerField, QuerySet, Value

from portal.people.models import Membership, Role, RoleGrant
from portal.prepared import prepared


@dataclass(frozen=True)
class Standing:
    """`memberships`: (group id, is leader, kind of group) of each group."""

    roles: frozenset[Role]
    memberships: tuple[tuple[int, bool, str], ...]

    @classmethod
    def of(cls, person: int, on: date) -> Standing:
        rows = _standing(person, on)
        return cls(
            frozenset(Role(word) for group, _leads, word in rows if group is None),
            tuple(row for row in rows if row[0] is not None),
        )


@prepared
def _standing(person: int, on: date) -> QuerySet:
    """Groups as they are; a role is a row without a group, its word in the place of the kind."""
    groups = Membership.objects.current(on=on).filter(person_id=person).order_by()
    roles = RoleGrant.objects.in_force(on).filter(person_id=person).order_by()
    return groups.values_list("group_id", "is_leader", "group__kind").union(
        roles.values_list(
            Value(None, output_field=IntegerField()),
            Value(False, output_field=BooleanField()),
            "role",
        ),
        all=True,
    )
