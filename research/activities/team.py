"""Who runs an activity: its group's leaders, its chair, its recorders.

Read once for an activity and kept on it, because a page asks many times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def keeps_minutes(user: User, record: Record) -> bool:
    """Chairs the activity or records it; one query, kept."""
    kept = record.__dict__
    if "_minuting" not in kept:
        activity = activity_of(record)
        ids = set(activity.recorders.values_list("pk", flat=True))
        kept["_minuting"] = ids | {activity.chair_id}
    return user.pk in kept["_minuting"]


def acts_as_author(user: User, record: Record) -> bool:
    """Writes the minutes and hands them in like the one who planned it."""
    return leads(user, record) or keeps_minutes(user, record)
