"""On the page of any record: where it was discussed, and “Bring this to the group”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.records.panels import RecordPanel, record_panels
from research.activities.agenda_forms import NOT_DISCUSSED
from research.activities.models import Activity, AgendaItem, Nomination

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record


def discussed_at(record: Record, user: User) -> dict[str, Any] | None:
    """The activities that had it on their agenda, of those the person may read; one query."""
    if record.kind in NOT_DISCUSSED:
        return None
    readable = Activity.objects.standing().visible_to(user).values("pk")
    items = AgendaItem.objects.filter(record_id=record.pk, activity_id__in=readable)
    activities = [
        item.activity
        for item in items.select_related("activity__group").order_by("-activity__starts_at")
    ]
    return {"activities": activities} if activities else None


def bring_to_the_group(record: Record, user: User) -> dict[str, Any] | None:
    """For its author, once others read it: handed in, or announced; one query."""
    if record.kind in NOT_DISCUSSED or not user.group_ids:
        return None
    if not (record.is_filed or record.is_announced):
        return None
    if user.pk not in {record.author_id, record.entered_by_id}:
        return None
    offers = Nomination.objects.filter(record_id=record.pk).select_related("group", "activity")
    return {"offers": list(offers)}


record_panels.register(
    RecordPanel("discussed", "activities/_discussed.html", discussed_at, position=40)
)
record_panels.register(
    RecordPanel("bring", "activities/_bring.html", bring_to_the_group, position=45)
)
