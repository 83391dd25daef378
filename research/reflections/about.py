"""What a reflection may be about: a lesson or a project of the author's own.

Apps above name their kinds here, in their `records.py`:

    reflected_kinds.register(ReflectedKind("open_lesson"))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from portal import clock
from portal.records.models import Participation, Record
from portal.records.querysets import RecordQuerySet
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
    slugs = [kind.slug for kind in reflected_kinds]
    taking_part = Participation.objects.of(person).values("record_id")
    own = Record.objects.filter(Q(author=person) | Q(pk__in=taking_part), kind__in=slugs)
    return own.visible_to(person).newest_first()


def offered_to(person: User, *, besides: int | None) -> RecordQuerySet:
    """The recent ones, for a list to choose from, and the one already chosen."""
    since = clock.today() - OFFERED_FOR
    return may_be_about(person).filter(Q(occurred_on__gte=since) | Q(pk=besides))
