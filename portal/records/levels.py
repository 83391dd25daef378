"""With whom a record lies: the ladder leader → office → principal, and who is on it today.

Nobody decides on their own record: a level to which the author belongs is
skipped, and so is one that nobody holds. Rule: docs/rules.md#records.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from portal import clock
from portal.people.models import Membership, Role, RoleGrant, User
from portal.people.querysets import in_force
from portal.prepared import prepared
from portal.records.kinds import Reviewer, kind_of
from portal.records.models.record import ReviewLevel
from portal.records.models.stand_in import StandIn

if TYPE_CHECKING:
    from portal.records.models import Record

LADDERS = {
    Reviewer.LEADER: (ReviewLevel.LEADER, ReviewLevel.OFFICE, ReviewLevel.PRINCIPAL),
    Reviewer.OFFICE: (ReviewLevel.OFFICE, ReviewLevel.PRINCIPAL),
}
ROLES = {ReviewLevel.OFFICE: Role.RESEARCH_OFFICE, ReviewLevel.PRINCIPAL: Role.PRINCIPAL}


def level_for(record: Record, on: date | None = None) -> ReviewLevel:
    """The level that `reviewing` finds; at most three queries."""
    return reviewing(record, on)[0]


def reviewing(record: Record, on: date | None = None) -> tuple[ReviewLevel, list[User]]:
    """The lowest level of the kind's ladder that others than the author hold, and who they are.

    Where every level is the author's own or empty, the highest one with
    somebody else; failing that the office, which waits until it is staffed.
    At most three queries.
    """
    reviewer = kind_of(record).reviewer
    if reviewer is Reviewer.NOBODY:
        return ReviewLevel.NOBODY, []
    best: tuple[ReviewLevel, list[User]] = (ReviewLevel.OFFICE, [])
    for level in LADDERS[reviewer]:
        people = people_at(level, record, on)
        others = [person for person in people if person.pk != record.author_id]
        if people and len(others) == len(people):
            return level, people
        if others:
            best = level, others
    return best


def people_at(level: str, record: Record, on: date | None = None) -> list[User]:
    """Who holds the level for this record today, in service; one query, kept on the record."""
    day = on or clock.today()
    kept: dict[tuple[str, date], list[User]] = record.__dict__.setdefault("_people_at", {})
    if (level, day) not in kept:
        kept[level, day] = _find_people(ReviewLevel(level), record, day)
    return kept[level, day]


def _find_people(level: ReviewLevel, record: Record, day: date) -> list[User]:
    if level == ReviewLevel.LEADER:
        return [] if record.group_id is None else _leading(record.group_id, day)
    role = ROLES.get(level)
    return _holding(role.value, day) if role else []


@prepared
def _leading(group: int, on: date) -> QuerySet[User]:
    leaders = Membership.objects.current(on=on).leading().filter(group_id=group).order_by()
    return User.objects.in_service().filter(pk__in=leaders.values("person_id"))


@prepared
def _holding(role: str, on: date) -> QuerySet[User]:
    held = RoleGrant.objects.in_force(on).filter(role=role).order_by()
    return User.objects.in_service().filter(pk__in=held.values("person_id"))


def reviewers_of(record: Record, on: date | None = None) -> list[User]:
    """Whom to tell that the record waits: its level's people and today's stand-ins.

    Never the author. Two queries.
    """
    day = on or clock.today()
    people = {person.pk: person for person in people_at(record.review_level, record, day)}
    if record.review_level == ReviewLevel.LEADER:
        others = [pk for pk in people if pk != record.author_id]
        away = StandIn.objects.filter(in_force(day), absent_id__in=others)
        stand_ins = User.objects.in_service().filter(pk__in=away.values("substitute_id"))
        people |= {person.pk: person for person in stand_ins}
    people.pop(record.author_id, None)
    return list(people.values())
