"""Replies to inspections fall due; docs/rules.md#supervision says after how many days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.deadlines.dues import Due, DueSource, due_sources
from portal.deadlines.shares import end_of_day
from portal.people.models import Membership, User
from research.supervision.models import Inspection

OFFSETS = (3, 1, 0)


def reply_dues(
    first: datetime, last: datetime, people: Iterable[User] | None = None
) -> Iterator[Due]:
    """One due for each leader of a group that has been told; two queries."""
    inspections = list(
        Inspection.objects.reply_due_between(timezone.localtime(first), timezone.localtime(last))
        .select_related("group")
        .exclude(state="withdrawn")
    )
    asked = None if people is None else {person.pk for person in people}
    leaders = _leaders_of({inspection.group_id for inspection in inspections})
    for inspection in inspections:
        due_at = end_of_day(inspection.reply_due_on)
        if not first <= due_at <= last:
            continue
        for person_id in leaders.get(inspection.group_id, ()):
            if asked is None or person_id in asked:
                yield _due(inspection, person_id, due_at)


def _leaders_of(groups: set[int]) -> dict[int, list[int]]:
    leaders: dict[int, list[int]] = {}
    if not groups:
        return leaders
    today = timezone.localdate()
    led = Membership.objects.current(on=today).leading().filter(group_id__in=groups)
    for group_id, person_id in led.filter(person__is_active=True).values_list("group", "person"):
        leaders.setdefault(group_id, []).append(person_id)
    return leaders


def _due(inspection: Inspection, person_id: int, due_at: datetime) -> Due:
    return Due(
        key=f"inspection_reply:{inspection.pk}:{inspection.reply_due_on}",
        person_id=person_id,
        due_at=due_at,
        label=_label(inspection.title),
        url=inspection.get_absolute_url(),
        done=int(not inspection.is_reported),
        offsets=OFFSETS,
    )


def _label_now(title: str) -> str:
    return gettext("Reply to the inspection %(title)s") % {"title": title}


_label = lazy(_label_now, str)

due_sources.register(DueSource("inspection_reply", _("Replies to inspections"), reply_dues))
