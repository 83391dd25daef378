"""Activities on the calendar; who is expected is bound for their time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.agenda.sources import Event, EventSource, event_sources
from portal.records.querysets import RecordQuerySet
from research.activities.models import Activity
from research.attendance.models import Attendance, Status

if TYPE_CHECKING:
    from portal.people.models import User


def activities_between(
    first: datetime, last: datetime, *, people: Iterable[User] | None = None
) -> Iterator[Event]:
    """What binds these people, whoever may read it; two queries."""
    rows = Activity.objects.standing().touching(first, last)
    if people is not None:
        listed = Attendance.objects.filter(person__in=list(people)).exclude(status=Status.LEAVE)
        rows = rows.filter(pk__in=listed.values("record_id"))
    return _events(rows)


def activities_seen_by(user: User, first: datetime, last: datetime) -> Iterator[Event]:
    """All of the plan that the person reads, the cancelled ones too; two queries."""
    rows = Activity.objects.touching(first, last).visible_to(user).exclude(state="withdrawn")
    return _events(rows)


def _events(rows: RecordQuerySet) -> Iterator[Event]:
    found = list(rows.order_by("starts_at").defer("text", *Activity.MINUTES))
    expected = _expected([activity.pk for activity in found])
    for activity in found:
        yield Event(
            key=f"activity:{activity.pk}",
            title=activity.topic,
            starts_at=activity.starts_at,
            ends_at=activity.ends_at,
            url=activity.get_absolute_url(),
            place=activity.place,
            kind=activity.get_activity_kind_display(),
            person_ids=frozenset(expected[activity.pk]),
            group_ids=frozenset({activity.group_id} - {None}),
            is_cancelled=activity.is_cancelled,
            changed_at=activity.updated_at,
        )


def _expected(activities: list[int]) -> dict[int, set[int]]:
    """Activity → ids of those expected and not on leave; one query."""
    people: dict[int, set[int]] = defaultdict(set)
    if activities:
        rows = Attendance.objects.filter(record_id__in=activities).exclude(status=Status.LEAVE)
        for record, person in rows.values_list("record_id", "person_id"):
            people[record].add(person)
    return people


event_sources.register(
    EventSource(
        slug="activity",
        label=_("Group activity"),
        icon="users",
        between=activities_between,
        for_user=activities_seen_by,
    )
)
