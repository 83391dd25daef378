"""Who is expected at an activity (应到): the members of its group on its day, unless changed.

Of a collaboration area these are its own members and those of its groups.
People who are away by the roster are left out; one can add them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from portal.people.models import Group, GroupKind, Membership, User
from research.activities.models import Activity, AreaGroup
from research.attendance.models import Attendance

if TYPE_CHECKING:
    from django.db.models import Model


def members_of(group: Group, on: date) -> QuerySet[User]:
    """Members of the group, or of the area's groups, on that day, who are at school."""
    groups = Q(group=group)
    if group.kind == GroupKind.COLLAB_AREA:
        groups |= Q(group__in=AreaGroup.objects.filter(area=group).values("group"))
    members = Membership.objects.current(on=on).filter(groups).values("person_id")
    present = User.objects.in_service().filter(status=User.Status.ACTIVE)
    return present.filter(pk__in=members).order_by("pinyin", "staff_number")


def expected_at(activity: Activity) -> QuerySet[User]:
    """Those on the list, by name; one query."""
    listed = Attendance.objects.of(activity).expected().values("person_id")
    return User.objects.filter(pk__in=listed).order_by("pinyin", "staff_number")


def expect_many(lists: Iterable[tuple[Model, Iterable[int]]]) -> None:
    """The first list of many new activities at once: (activity, ids of people); bulk."""
    Attendance.objects.bulk_create(
        [
            Attendance(record_id=activity.pk, person_id=pk)
            for activity, people in lists
            for pk in sorted(set(people))
        ],
        batch_size=1000,
    )
