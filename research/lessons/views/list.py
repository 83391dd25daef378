"""The list of open lessons: people come to see what the school offers, not only their own."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from portal.records.listing import SCOPES, Listing
from portal.records.views.list import RecordExportView, RecordListView


class LessonListing(Listing):
    @cached_property
    def scope(self) -> str:
        asked = self.params.get("scope", "")
        return asked if asked in SCOPES else "school"


class OpenLessonListView(RecordListView):
    @cached_property
    def listing(self) -> LessonListing:
        return LessonListing(self.kind, self.request.user, self.request.GET)

    def _empty(self) -> dict[str, Any]:
        empty = super()._empty()
        if "url" in empty and empty["url"] == self.kind.url("new"):
            empty |= {
                "text": _("An announced lesson appears here, and colleagues can book a seat."),
                "label": _("Announce one"),
            }
        return empty


class OpenLessonExportView(OpenLessonListView, RecordExportView):
    """What that list shows, as a sheet."""
