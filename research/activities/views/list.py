"""The list of activities, and its sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.records.views.list import RecordExportView, RecordListView
from research.activities.listing import ActivityListing


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url_name: str
    icon: str
    permission: str
    tone: str = "btn-secondary"

    @property
    def url(self) -> str:
        return reverse(f"activities:{self.url_name}")


LINKS = (
    Link(
        gettext_lazy("Plan a series"),
        "series_new",
        "calendar-plus",
        "activities.activity.plan",
        "btn-primary",
    ),
    Link(gettext_lazy("Plan one"), "activity_new", "plus", "activities.activity.new"),
    Link(gettext_lazy("The term's plan"), "plan", "calendar-range", "activities.activity.list"),
    Link(
        pgettext_lazy("of a group", "Decisions"),
        "decision_list",
        "clipboard-check",
        "activities.decision.list",
    ),
    Link(
        gettext_lazy("Without minutes"), "minutes_list", "calendar-clock", "activities.overdue.list"
    ),
    Link(gettext_lazy("Settings"), "settings", "settings-2", "activities.setting.edit"),
)


class ActivityListView(RecordListView):
    @cached_property
    def listing(self) -> ActivityListing:
        return ActivityListing(self.kind, self.request.user, self.request.GET)

    def more_context(self) -> dict[str, Any]:
        """The pages beside the list, for those who may open them."""
        user = self.request.user
        return {"links": [link for link in LINKS if user.has_perm(link.permission)]}

    def _empty(self) -> dict[str, Any]:
        if self.listing.filterset.is_narrowed:
            return super()._empty()
        heading = _("No activities yet")
        if not self.request.user.has_perm("activities.activity.plan"):
            text = _("What your group leader plans appears here.")
            return {"heading": heading, "text": text}
        return {
            "heading": heading,
            "text": _("Plan the term's activities at once: every second Wednesday, for example."),
            "url": reverse("activities:series_new"),
            "label": _("Plan a series"),
        }


class ActivityExportView(ActivityListView, RecordExportView):
    act = "export"
    get = RecordExportView.get
