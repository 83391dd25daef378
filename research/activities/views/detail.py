"""The page of one activity: its plan, its agenda, what was decided; the rest is the machine's."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from portal import clock
from portal.records.models import Record
from portal.records.views.detail import RecordDetailView
from portal.records.views.printed import RecordPrintView
from research.activities.agenda_view import agenda_of, pool_of
from research.activities.models import Activity, Decision
from research.activities.team import named_in
from research.activities.when import when


class ActivityDetailView(RecordDetailView):
    """Reads an activity with its chair."""

    def more_context(self, context: dict[str, Any]) -> dict[str, Any]:
        activity, user = self.record, self.request.user
        may_set = user.has_perm("activities.activity.agenda", activity)
        speakers, recorders = named_in(activity)
        has_begun = activity.starts_at <= clock.now()
        return {
            "when": when(activity.starts_at, activity.ends_at),
            "speakers": speakers,
            "recorders": recorders,
            "agenda": agenda_of(activity, user),
            "may_set_agenda": may_set,
            "pool": pool_of(activity) if may_set and not has_begun else [],
            "decisions": decisions_of(activity) if has_begun else [],
            "may_write": user.has_perm("activities.activity.minutes", activity),
        }

    def get_permission_object(self) -> Record:
        rows = Activity.objects.visible_to(self.request.user).for_detail()
        rows = rows.select_related("author", "entered_by", "group", "chair")
        self.record: Activity = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self.record


class ActivityPrintView(RecordPrintView):
    """On paper stands what this reader may read."""

    def get_permission_object(self) -> Record:
        record = super().get_permission_object()
        record.reader = self.request.user  # type: ignore[attr-defined]
        return record


def decisions_of(activity: Activity) -> list[Decision]:
    """With their owners; one query."""
    return list(activity.decisions.select_related("owner"))
