"""How many activities a group is asked to hold in a term, and how many it has.

Rule: docs/rules.md#activities. The school's numbers (GroupTarget) go before
the usual ones; a group of a kind without a number is asked for none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from portal import clock
from portal.people.models import Group, GroupKind, Membership
from research.activities.models import Activity, AreaGroup, GroupTarget

if TYPE_CHECKING:
    from portal.terms.models import Term

USUAL_TARGETS = {
    GroupKind.RESEARCH_GROUP.value: 8,
    GroupKind.PREP_GROUP.value: 8,
    GroupKind.COLLAB_AREA.value: 2,
}


def targets() -> dict[str, int]:
    """Kind of group → activities a term; one query."""
    return USUAL_TARGETS | dict(GroupTarget.objects.values_list("group_kind", "per_term"))


@dataclass(frozen=True)
class GroupPlan:
    """One group's term in numbers. `coming` are planned or announced and not over."""

    group: Group
    target: int
    coming: int = 0
    held: int = 0
    accepted: int = 0
    without_minutes: int = 0
    cancelled: int = 0

    @property
    def in_plan(self) -> int:
        """Those that took place and those still to come."""
        return self.held + self.coming

    @property
    def missing(self) -> int:
        """How many the plan lacks against what is asked."""
        return max(0, self.target - self.in_plan)


def groups_asked(asked: dict[str, int]) -> list[Group]:
    """Active groups of these kinds in which two people at least can meet; one query."""
    today = clock.today()
    meeting = (
        Membership.objects.current(on=today)
        .order_by()
        .values("group_id")
        .annotate(people=Count("person_id", distinct=True))
        .filter(people__gte=2)
    )
    groups = Group.objects.active().filter(kind__in=[kind for kind, n in asked.items() if n])
    areas = AreaGroup.objects.values("area_id")
    return list(groups.filter(Q(pk__in=meeting.values("group_id")) | Q(pk__in=areas)))


def _counts() -> dict[str, Count]:
    held = Q(stage="held")
    before = Q(stage__in=["planned", "announced"], ends_at__gt=clock.now())
    return {
        "coming": Count("pk", filter=before),
        "held": Count("pk", filter=held),
        "accepted": Count("pk", filter=held & Q(state="accepted")),
        "without_minutes": Count("pk", filter=held & Q(state__in=["draft", "returned"])),
        "cancelled": Count("pk", filter=Q(stage="cancelled")),
    }


def group_plans(term: Term, groups: list[Group] | None = None) -> list[GroupPlan]:
    """Every active group that is asked for activities, by kind and name; three queries."""
    asked = targets()
    if groups is None:
        groups = groups_asked(asked)
    rows = Activity.objects.in_term(term).exclude(state="withdrawn").order_by()
    counted = {row.pop("group_id"): row for row in rows.values("group_id").annotate(**_counts())}  # type: ignore[misc]
    return [
        GroupPlan(group, asked.get(group.kind, 0), **counted.get(group.pk, {}))  # type: ignore[arg-type]
        for group in groups
    ]
