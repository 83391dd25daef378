"""Who chairs, speaks, records and is expected: set at once, and told where it is announced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from portal.people.models import Group, Membership
from research.activities.credit import credit_parts
from research.activities.expected import members_of
from research.activities.models import Activity
from research.activities.tell import tell_announced
from research.attendance.expect_people import expect_people
from research.attendance.models import Stage

if TYPE_CHECKING:
    from portal.people.models import User


@dataclass(frozen=True)
class People:
    """`expected` empty: the members of the group on the activity's day."""

    lead_speakers: Iterable[User] = ()
    recorders: Iterable[User] = ()
    expected: Iterable[User] = field(default_factory=list)


@transaction.atomic
def set_people(activity: Activity, people: People, *, by: User) -> None:
    """Speakers and recorders are expected too. Who is new to an announced activity is told."""
    activity.lead_speakers.set(people.lead_speakers)
    activity.recorders.set(people.recorders)
    if activity.stage not in {Stage.HELD, Stage.CANCELLED}:
        expect_people(activity, _everybody(activity, people))
    credit_parts(activity)
    if activity.stage == Stage.ANNOUNCED:
        tell_announced(activity, by)


def _everybody(activity: Activity, people: People) -> list[User]:
    expected = list(people.expected)
    if not expected and activity.group is not None:
        expected = list(members_of(activity.group, timezone.localdate(activity.starts_at)))
    chair = [activity.chair] if activity.chair else []
    return [*expected, *people.lead_speakers, *people.recorders, *chair]


def author_for(group: Group | None, by: User) -> User:
    """Whose record an activity of the group is: its leader's, also where the office plans it."""
    if group is None or group.pk in by.led_group_ids:
        return by
    leader = (
        Membership.objects.current(on=timezone.localdate())
        .leading()
        .filter(group=group, person__is_active=True)
        .select_related("person")
        .order_by("starts_on", "pk")
        .first()
    )
    return leader.person if leader else by


@transaction.atomic
def give_to_leader(activity: Activity, *, by: User) -> None:
    """Note a new activity as its group leader's, entered by whoever planned it."""
    author = author_for(activity.group, by)
    if activity.author_id != author.pk:
        activity.author, activity.entered_by = author, by
        activity.save(update_fields=["author", "entered_by", "updated_at"])
