"""What falls due after an activity: its minutes, and what was decided at it.

Rule: docs/rules.md#activities. Minutes are owed by who planned the activity and
by its recorders, until one of them hands them in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.deadlines.dues import Due, DueSource, due_sources
from portal.deadlines.shares import end_of_day
from portal.people.models import User
from research.activities.minutes_due import minutes_due_at
from research.activities.models import Activity, ActivitySetting, Decision
from research.attendance.models import Stage

MINUTES_OFFSETS = (1, 0)
DECISION_OFFSETS = (7, 3, 1, 0)
WEEK = timedelta(days=7)


def _minutes_of(topic: str) -> str:
    return gettext("Minutes: %(topic)s") % {"topic": topic}


def _decided(text: str) -> str:
    return gettext("Decided in the group: %(text)s") % {"text": text}


minutes_label, decision_label = lazy(_minutes_of, str), lazy(_decided, str)


def minutes_dues(
    first: datetime, last: datetime, people: Iterable[User] | None = None
) -> Iterator[Due]:
    """Of what was held; three queries."""
    setting = ActivitySetting.current()
    asked = None if people is None else {person.pk for person in people}
    rows = list(
        Activity.objects.held()
        .filter(
            occurred_on__gte=timezone.localdate(first) - WEEK,
            occurred_on__lte=timezone.localdate(last),
            stage=Stage.HELD,
        )
        .filter(author__status=User.Status.ACTIVE)
        .only("pk", "kind", "topic", "author", "state", "occurred_on")
    )
    recorders = _recorders([activity.pk for activity in rows])
    for activity in rows:
        due_at = minutes_due_at(activity.occurred_on, setting)
        if not first <= due_at <= last:
            continue
        for person_id in sorted({activity.author_id, *recorders[activity.pk]}):
            if asked is None or person_id in asked:
                yield _minutes_due(activity, person_id, due_at)


def _recorders(activities: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    if activities:
        rows = Activity.recorders.through.objects.filter(activity_id__in=activities)
        rows = rows.filter(user__status=User.Status.ACTIVE, user__is_active=True)
        for activity_id, person_id in rows.values_list("activity_id", "user_id"):
            found[activity_id].add(person_id)
    return found


def _minutes_due(activity: Activity, person_id: int, due_at: datetime) -> Due:
    return Due(
        key=f"minutes:{activity.pk}",
        person_id=person_id,
        due_at=due_at,
        label=minutes_label(activity.topic),
        url=reverse("activities:minutes", kwargs={"pk": activity.pk}),
        done=int(activity.is_filed),
        offsets=MINUTES_OFFSETS,
    )


def decision_dues(
    first: datetime, last: datetime, people: Iterable[User] | None = None
) -> Iterator[Due]:
    """Until its owner marks it done; one query."""
    rows = Decision.objects.filter(
        due_on__gte=timezone.localdate(first),
        due_on__lte=timezone.localdate(last),
        owner__status=User.Status.ACTIVE,
        owner__is_active=True,
    )
    if people is not None:
        rows = rows.filter(owner__in=list(people))
    for decision in rows:
        due_at = end_of_day(decision.due_on)
        if first <= due_at <= last:
            yield Due(
                key=f"decision:{decision.pk}",
                person_id=decision.owner_id,
                due_at=due_at,
                label=decision_label(decision.text),
                url=reverse("activities:decision_done", kwargs={"pk": decision.pk}),
                done=int(decision.is_done),
                offsets=DECISION_OFFSETS,
            )


due_sources.register(DueSource("activity_minutes", _("Minutes of activities"), minutes_dues))
due_sources.register(DueSource("activity_decision", _("Decisions of groups"), decision_dues))
