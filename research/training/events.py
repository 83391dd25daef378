"""Training sessions on the calendar; who is expected is bound for their time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.agenda.sources import Event, EventSource, event_sources
from portal.records.querysets import RecordQuerySet
from research.attendance.models import Attendance, Status
from research.training.models import TrainingSession

if TYPE_CHECKING:
    from portal.people.models import User


def sessions_between(
    first: datetime, last: datetime, *, people: Iterable[User] | None = None
) -> Iterator[Event]:
    """What binds these people; two queries."""
    rows = TrainingSession.objects.standing().between(first, last)
    if people is not None:
        listed = Attendance.objects.filter(person__in=list(people)).exclude(status=Status.LEAVE)
        rows = rows.filter(pk__in=listed.values("record_id"))
    return _events(rows)


def sessions_seen_by(user: User, first: datetime, last: datetime) -> Iterator[Event]:
    """Every session that the person reads, the cancelled ones too; two queries."""
    return _events(TrainingSession.objects.between(first, last).visible_to(user))


def _events(rows: RecordQuerySet) -> Iterator[Event]:
    found = list(rows.order_by("starts_at").defer("text"))
    expected = _expected([session.pk for session in found])
    for session in found:
        yield Event(
            key=f"training_session:{session.pk}",
            title=session.title,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            url=session.get_absolute_url(),
            place=session.place,
            person_ids=frozenset(expected[session.pk]),
            is_cancelled=session.is_cancelled,
            changed_at=session.updated_at,
        )


def _expected(sessions: list[int]) -> dict[int, set[int]]:
    """Session → ids of those expected and not on leave; one query."""
    people: dict[int, set[int]] = defaultdict(set)
    if sessions:
        rows = Attendance.objects.filter(record_id__in=sessions).exclude(status=Status.LEAVE)
        for record, person in rows.values_list("record_id", "person_id"):
            people[record].add(person)
    return people


event_sources.register(
    EventSource(
        slug="training_session",
        label=_("Training session"),
        icon="presentation",
        between=sessions_between,
        for_user=sessions_seen_by,
    )
)
