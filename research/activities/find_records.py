"""Finding what a group could discuss among the records that its members share with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from portal import clock
from portal.people.models import GroupKind, Membership
from portal.records.kinds import kinds
from portal.records.models import Record
from portal.records.querysets import STANDING
from research.activities.agenda_forms import NOT_DISCUSSED
from research.activities.models import Activity, AreaGroup

if TYPE_CHECKING:
    from portal.people.models import User

SHOWN = 20


def records_to_discuss(
    activity: Activity, user: User, *, words: str = "", kind: str = ""
) -> list[Record]:
    """The newest that the person may read, of the activity's group first of all.

    Two queries at most. Records shared with the group or the school only: what
    somebody keeps private is not brought up by others.
    """
    read_by_others = Q(state__in=STANDING) | Q(is_announced=True)
    rows = Record.objects.visible_to(user).filter(read_by_others).filter(_of_group(activity))
    rows = rows.exclude(visibility="private").exclude(kind__in=NOT_DISCUSSED)
    rows = rows.exclude(agenda_items__activity=activity)
    if kind:
        rows = rows.of_kind(kind)
    for word in words.split()[:5]:
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    found = list(rows.for_list().newest_first()[:SHOWN])
    for record in found:
        record.kind_label = kinds.get(record.kind).label  # type: ignore[attr-defined]
    return found


def _of_group(activity: Activity) -> Q:
    """Of the group, of the area's groups, or of the group's members."""
    groups = [activity.group_id]
    if activity.group is not None and activity.group.kind == GroupKind.COLLAB_AREA:
        rows = AreaGroup.objects.filter(area_id=activity.group_id)
        groups += rows.values_list("group_id", flat=True)
    members = Membership.objects.current(on=clock.today()).filter(group_id__in=groups)
    return Q(group_id__in=groups) | Q(author_id__in=members.values("person_id"))
