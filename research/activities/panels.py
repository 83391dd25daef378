"""On the page of any record: where it was discussed, and “Bring this to the group”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from portal.people.models import Role
from portal.prepared import prepared
from portal.records.panels import RecordPanel, record_panels
from portal.records.querysets import reader_of
from research.activities.agenda_forms import NOT_DISCUSSED
from research.activities.models import Activity, AgendaItem, Nomination
from research.activities.querysets import ActivityQuerySet

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record


def discussed_at(record: Record, user: User) -> dict[str, Any] | None:
    """The activities that had it on their agenda, of those the person may read; one query."""
    if record.kind in NOT_DISCUSSED:
        return None
    activities = _discussing(*reader_of(user), record.pk)
    return {"activities": activities} if activities else None


@prepared
def _discussing(
    roles: frozenset[Role],
    person: int,
    groups: tuple[int, ...],
    reviewed: tuple[int, ...],
    record: int,
) -> ActivityQuerySet:
    having_it = AgendaItem.objects.filter(record_id=record).values("activity_id")
    activities = Activity.objects.filter(pk__in=having_it).standing()
    readable = activities.visible_to_reader(roles, person, groups, reviewed)
    return readable.for_list().order_by("-starts_at")


def bring_to_the_group(record: Record, user: User) -> dict[str, Any] | None:
    """For its author, once others read it: handed in, or announced; one query."""
    if record.kind in NOT_DISCUSSED or not user.group_ids:
        return None
    if not (record.is_filed or record.is_announced):
        return None
    if user.pk not in {record.author_id, record.entered_by_id}:
        return None
    return {"offers": _nominations(record.pk)}


@prepared
def _nominations(record: int) -> QuerySet[Nomination]:
    return Nomination.objects.filter(record_id=record).select_related("group", "activity")


record_panels.register(
    RecordPanel("discussed", "activities/_discussed.html", discussed_at, position=40)
)
record_panels.register(
    RecordPanel("bring", "activities/_bring.html", bring_to_the_group, position=45)
)
