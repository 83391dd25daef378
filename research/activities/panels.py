"""On the page of any record: where it was discussed, and “Bring this to the group”."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, QuerySet, Value
from django.urls import reverse

from portal.records.panels import RecordPanel, record_panels
from research.activities.agenda_forms import NOT_DISCUSSED
from research.activities.models import Activity, AgendaItem, Nomination, NominationState

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record


@dataclass(frozen=True)
class Line:
    """An activity that had it on its agenda, or (`state`) what became of an offer of it."""

    activity_id: int | None
    topic: str
    group: str
    day: date | None
    state: str

    @property
    def url(self) -> str:
        if self.activity_id is None:
            return ""
        return reverse("activities:activity_detail", kwargs={"pk": self.activity_id})

    @property
    def state_label(self) -> str:
        return str(NominationState(self.state).label)


def in_the_group(record: Record, user: User) -> dict[str, Any] | None:
    """Discussed at activities that the reader may read; to its author, its offers; one query."""
    if record.kind in NOT_DISCUSSED:
        return None
    may_bring = (
        (record.is_filed or record.is_announced)
        and bool(user.group_ids)
        and user.pk in {record.author_id, record.entered_by_id}
    )
    rows = _discussed(record, user)
    if may_bring:
        rows = rows.union(_offered(record), all=True)
    lines = [Line(*row) for row in rows]
    discussed = [line for line in lines if line.state == NominationState.ACCEPTED]
    if not lines and not may_bring:
        return None
    return {
        "discussed": sorted(discussed, key=lambda line: line.day or date.min, reverse=True),
        "offers": [line for line in lines if line.state != NominationState.ACCEPTED],
        "may_bring": may_bring,
    }


def _discussed(record: Record, user: User) -> QuerySet[Any]:
    readable = Activity.objects.standing().visible_to(user).values("pk")
    items = AgendaItem.objects.filter(record_id=record.pk, activity_id__in=readable).order_by()
    return items.annotate(standing=Value(NominationState.ACCEPTED.value, CharField())).values_list(
        "activity_id",
        "activity__topic",
        "activity__group__name",
        "activity__occurred_on",
        "standing",
    )


def _offered(record: Record) -> QuerySet[Any]:
    offers = Nomination.objects.filter(record_id=record.pk).order_by()
    return offers.exclude(state=NominationState.ACCEPTED).values_list(
        "activity_id", "activity__topic", "group__name", "activity__occurred_on", "state"
    )


record_panels.register(
    RecordPanel("in_the_group", "activities/_in_the_group.html", in_the_group, position=40)
)
