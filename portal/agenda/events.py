"""The kernel's own source: what a person owes, on the day it falls due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy

from portal.agenda.sources import Event, EventSource, event_sources
from portal.deadlines.dues import Due, dues_of

if TYPE_CHECKING:
    from portal.people.models import User


def nobodys_time(
    first: datetime, last: datetime, *, people: Iterable[User] | None
) -> Iterable[Event]:
    """A deadline keeps nobody from being elsewhere."""
    return ()


def what_they_owe(user: User, first: datetime, last: datetime) -> Iterator[Event]:
    """The person's own unmet dues; nobody else's. The queries of the due sources."""
    for due in dues_of(user, (first, last)):
        if first <= due.due_at < last and not due.is_met:
            yield _event(due)


def _event(due: Due) -> Event:
    """Its last minute: it takes no time."""
    return Event(
        key=f"due:{due.key}:{due.person_id}",
        title=_title(due),
        starts_at=due.due_at,
        ends_at=due.due_at,
        url=due.url,
        person_ids=frozenset({due.person_id}),
    )


def _title(due: Due) -> str:
    """What is owed, and how often where it is more than once."""
    if due.missing == 1:
        return str(due.label)
    return gettext("%(what)s × %(n)d") % {"what": due.label, "n": due.missing}


event_sources.register(
    EventSource(
        slug="due",
        label=pgettext_lazy("a kind of event", "Falls due"),
        icon="list-checks",
        between=nobodys_time,
        for_user=what_they_owe,
        is_personal=True,
    )
)
