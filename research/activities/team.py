"""Who runs an activity: its group's leaders, its chair, its recorders.

Read once for an activity and kept on it, because a page asks many times.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, QuerySet, Value

from portal.records.querysets import groups_reviewed_by
from research.activities.models import Activity

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record


def activity_of(record: Record) -> Activity:
    """The activity of a record of this kind, whatever class it was read as; kept on it."""
    if isinstance(record, Activity):
        return record
    kept = record.__dict__
    if "_activity" not in kept:
        kept["_activity"] = Activity.objects.get(pk=record.pk)
    return kept["_activity"]  # type: ignore[no-any-return]


def leads(user: User, record: Record) -> bool:
    """Leads the activity's group today, or stands in for who does; at most one query."""
    return record.group_id in groups_reviewed_by(user)


@dataclass(frozen=True)
class Named:
    """Somebody with a part in an activity, as a chip shows them."""

    pk: int
    name: str
    staff_number: str


def named_in(record: Record) -> tuple[list[Named], list[Named]]:
    """Lead speakers and recorders by name; one query, kept on the record."""
    kept = record.__dict__
    if "_named" not in kept:
        parts = (Activity.lead_speakers.through, Activity.recorders.through)
        speaking, recording = (_rows(through, n, record) for n, through in enumerate(parts))
        rows = sorted(speaking.union(recording, all=True), key=lambda row: row[-1])
        kept["_named"] = tuple(
            [Named(*row[1:4]) for row in rows if row[0] == part] for part in range(2)
        )
    return kept["_named"]  # type: ignore[no-any-return]


def _rows(through: Any, part: int, record: Record) -> QuerySet[Any]:
    rows = through.objects.filter(activity_id=record.pk).order_by()
    return rows.annotate(part=Value(part, IntegerField())).values_list(
        "part", "user_id", "user__name", "user__staff_number", "user__pinyin"
    )


def keeps_minutes(user: User, record: Record) -> bool:
    """Chairs the activity or records it; one query, kept."""
    if user.pk == activity_of(record).chair_id:
        return True
    _speakers, recorders = named_in(record)
    return user.pk in {person.pk for person in recorders}


def acts_as_author(user: User, record: Record) -> bool:
    """Writes the minutes and hands them in like the one who planned it."""
    return leads(user, record) or keeps_minutes(user, record)
