"""An engagement of somebody's, of a source that lives as long as its test."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from portal.agenda.sources import Event, EventSource, event_sources


def at(words):
    """A moment at school: at("2026-10-07 10:00")."""
    return datetime.fromisoformat(f"{words}:00+08:00")


def engagement(key="meeting:1", starts="2026-10-07 10:00", ends="2026-10-07 11:00", **facts):
    facts = {"title": "集体备课", "url": "/meetings/1/"} | facts
    return Event(key=key, starts_at=at(starts), ends_at=at(ends), **facts)


@dataclass
class Meetings:
    """Engagements of the source: bound people see them, and those of `open_to`."""

    events: list = field(default_factory=list)
    open_to: set = field(default_factory=set)
    asked: list = field(default_factory=list)
    source: EventSource | None = None

    def between(self, first, last, *, people=None):
        self.asked.append((first, last, people))
        return list(self.events)

    def for_user(self, user, first, last):
        return [e for e in self.events if e.binds(user) or user.pk in self.open_to]

    def add(self, *people, **facts):
        event = engagement(person_ids=frozenset(person.pk for person in people), **facts)
        self.events.append(event)
        return event


@pytest.fixture
def meetings():
    rows = Meetings()
    source = EventSource(
        slug="meeting",
        label="教研会",
        between=rows.between,
        for_user=rows.for_user,
    )
    rows.source = source
    with event_sources.having(source):
        yield rows
