"""What a reflection may be about: a lesson or a project of the author's own.

Apps above name their kinds here, in their `records.py`:

    reflected_kinds.register(ReflectedKind("open_lesson"))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from portal import clock
from portal.people.models import Role
from portal.prepared import prepared
from portal.records.models import Participation, Record
from portal.records.querysets import RecordQuerySet, reader_of
from portal.registry import Registry

if TYPE_CHECKING:
    from portal.people.models import User

#: Who writes of an older lesson comes from that lesson's page.
OFFERED_FOR = timedelta(days=200)


@dataclass(frozen=True)
class ReflectedKind:
    """The slug of a kind that reflections are written about."""

    slug: str


reflected_kinds: Registry[ReflectedKind] = Registry("reflected kind")


def may_be_about(person: User) -> RecordQuerySet:
    """Records of these kinds that the person wrote or takes part in, and may read."""
    return _of_their_own(*reader_of(person), _slugs())


def offered_to(person: User) -> list[Record]:
    """The recent ones, for a list to choose from; one query."""
    return _recent(*reader_of(person), _slugs(), clock.today() - OFFERED_FOR)


@prepared
def _recent(
    roles: frozenset[Role],
    person: int,
    groups: tuple[int, ...],
    reviewed: tuple[int, ...],
    slugs: tuple[str, ...],
    since: date,
) -> RecordQuerySet:
    own = _of_their_own(roles, person, groups, reviewed, slugs)
    return own.filter(occurred_on__gte=since).only("kind", "title")


def _of_their_own(
    roles: frozenset[Role],
    person: int,
    groups: tuple[int, ...],
    reviewed: tuple[int, ...],
    slugs: tuple[str, ...],
) -> RecordQuerySet:
    taking_part = Participation.objects.filter(person_id=person).values("record_id")
    own = Record.objects.filter(Q(author_id=person) | Q(pk__in=taking_part), kind__in=slugs)
    return own.visible_to_reader(roles, person, groups, reviewed).newest_first()


def _slugs() -> tuple[str, ...]:
    return tuple(kind.slug for kind in reflected_kinds)
