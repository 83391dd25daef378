"""Who owes under a requirement: everyone who owes what teachers owe, narrowed.

A requirement asks the people who are on the staff on the day of reckoning:
today while the term runs, its last day afterwards. Later leavers therefore
stay in the tables of terms they finished (docs/rules.md#who-owes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from portal.deadlines.models import Requirement
from portal.people.models import Membership, RoleGrant, User
from portal.prepared import prepared

if TYPE_CHECKING:
    from portal.people.models import Group
    from portal.terms.models import Term

#: What a table of people needs of each; nothing personal beyond it is read.
PERSON_FIELDS = (
    "staff_number", "name", "pinyin", "status", "is_teacher", "is_active",
    "joined_on", "left_on", "taught_since", "main_group",
)  # fmt: skip


def reckoning_day(term: Term, today: date) -> date:
    """Today while the term runs; its last day once it is over, its first before it begins."""
    return min(max(today, term.starts_on), term.ends_on)


def staff_owing(term: Term, day: date) -> QuerySet[User]:
    """Those who owe what teachers owe and are on the staff on `day`, by pinyin."""
    return _owing(day, term.ends_on)


def _owing(day: date, last: date) -> QuerySet[User]:
    in_service = Q(status__in=["active", "on_leave", "seconded"], is_active=True)
    here = (in_service & Q(left_on__isnull=True)) | Q(left_on__gte=day)
    arrived = Q(joined_on__isnull=True) | Q(joined_on__lte=last)
    return (
        User.objects.teachers()
        .filter(here, arrived)
        .only(*PERSON_FIELDS)
        .order_by("pinyin", "staff_number")
    )


@prepared
def _all_owing(day: date, last: date) -> QuerySet[User]:
    return _owing(day, last)


def everyone_owing(term: Term, day: date) -> list[User]:
    """All of `staff_owing`; one query."""
    return _all_owing(day, term.ends_on)


@prepared
def _owing_alone(person: int, day: date, last: date) -> QuerySet[User]:
    return _owing(day, last).filter(pk=person).select_related("main_group")


def one_owing(person: User, term: Term, day: date) -> list[User]:
    """The person, if `staff_owing` would have them; one query."""
    return _owing_alone(person.pk, day, term.ends_on)


def in_group(group: Group, day: date) -> Q:
    """Each person once: their main group for a teaching-research group, else members."""
    if group.kind == "research_group":
        return Q(main_group=group)
    return Q(pk__in=group.memberships.current(on=day).values("person_id"))


@dataclass(frozen=True)
class Audience:
    """The dated facts that decide who owes, read once for many requirements."""

    day: date
    groups: dict[int, set[int]] = field(default_factory=dict)
    leaders: dict[str, set[int]] = field(default_factory=dict)
    roles: dict[str, set[int]] = field(default_factory=dict)

    @classmethod
    def on(cls, day: date, requirements: Iterable[Requirement]) -> Audience:
        """Two queries at most, none where every requirement asks everyone."""
        audience = cls(day)
        wanted = {requirement.audience for requirement in requirements}
        if wanted & {Requirement.Audience.GROUP, Requirement.Audience.GROUP_LEADERS}:
            audience._read_memberships()
        if Requirement.Audience.ROLE in wanted:
            audience._read_roles()
        return audience

    def _read_memberships(self) -> None:
        rows = Membership.objects.current(on=self.day).values_list(
            "person_id", "group_id", "group__kind", "is_leader"
        )
        for person, group, kind, leads in rows:
            self.groups.setdefault(group, set()).add(person)
            if leads:
                self.leaders.setdefault(kind, set()).add(person)
                self.leaders.setdefault("", set()).add(person)

    def _read_roles(self) -> None:
        rows = RoleGrant.objects.in_force(self.day).values_list("person_id", "role")
        for person, role in rows:
            self.roles.setdefault(role, set()).add(person)

    def includes(self, person: User, requirement: Requirement) -> bool:
        """Whether this member of the owing staff is asked by this requirement."""
        return self.asks(requirement)(person)

    def asks(self, requirement: Requirement) -> Callable[[User], bool]:
        """The same as a function of the person, for asking it of hundreds."""
        members = self._members(requirement)
        is_for_years = (
            requirement.min_years_of_service is not None
            or requirement.max_years_of_service is not None
        )
        if members is None and not is_for_years:
            return _anyone
        return lambda person: (
            (members is None or person.pk in members)
            and (not is_for_years or _serves_long_enough(person, requirement))
        )

    def _members(self, requirement: Requirement) -> set[int] | None:
        """Ids of those the audience names; None for everyone."""
        match requirement.audience:
            case Requirement.Audience.ROLE:
                return self.roles.get(requirement.role, set())
            case Requirement.Audience.GROUP:
                return self.groups.get(requirement.group_id or 0, set())
            case Requirement.Audience.GROUP_LEADERS:
                return self.leaders.get(requirement.group_kind, set())
        return None


def _anyone(person: User) -> bool:
    return True


def _serves_long_enough(person: User, requirement: Requirement) -> bool:
    """Years of service count at 1 September; nobody of unknown service is asked by them."""
    low, high = requirement.min_years_of_service, requirement.max_years_of_service
    years = person.years_of_service(requirement.term.ends_on)
    if years is None:
        return False
    return (low is None or years >= low) and (high is None or years <= high)
