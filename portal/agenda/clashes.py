"""Clashes: who is bound elsewhere at a time that somebody plans. A warning, never a refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from portal.agenda.sources import Event, EventSource, event_sources

if TYPE_CHECKING:
    from portal.people.models import User


@dataclass(frozen=True)
class Slot:
    """A time planned for some people; `besides` are keys of events that it replaces or is."""

    people: Collection[User]
    starts_at: datetime
    ends_at: datetime
    besides: Collection[str] = ()


@dataclass(frozen=True)
class Clash:
    """A person, and what binds them at the time planned."""

    person: User
    event: Event
    source: EventSource

    @property
    def sentence(self) -> str:
        """The warning in the words of the event's source."""
        return self.source.clash(self.person, self.event)


def clashes(
    people: Iterable[User], starts_at: datetime, ends_at: datetime, *, besides: Iterable[str] = ()
) -> list[Clash]:
    """What binds these people at that time, the soonest first; the queries of the sources."""
    return clashes_in([Slot(list(people), starts_at, ends_at, frozenset(besides))])


def clashes_in(slots: Iterable[Slot]) -> list[Clash]:
    """The same for many times at once (a series, a sheet), in the same number of queries."""
    planned = [slot for slot in slots if slot.people]
    if not planned:
        return []
    people = {person.pk: person for slot in planned for person in slot.people}
    first, last = min(s.starts_at for s in planned), max(s.ends_at for s in planned)
    found = {
        (clash.person.pk, clash.event.key): clash
        for source in event_sources
        for event in source.between(first, last, people=list(people.values()))
        if not event.is_cancelled
        for clash in _met_by(planned, event, source)
    }
    return sorted(found.values(), key=lambda c: (c.event.starts_at, c.person.pinyin, c.event.key))


def _met_by(slots: Iterable[Slot], event: Event, source: EventSource) -> Iterator[Clash]:
    for slot in slots:
        if event.key not in slot.besides and event.meets(slot.starts_at, slot.ends_at):
            for person in slot.people:
                if event.binds(person):
                    yield Clash(person, event, source)
