"""The list of one kind: mine, my group's, and what the whole school shows.

Filters stay in the address; pages follow by keyset; the sheet holds what the
list shows. At most twelve queries for any number of rows.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.jobs.queue import enqueue_job
from portal.people.models import Act, record_audit_event
from portal.records.export import EXPORT_KIND, LARGEST_AT_ONCE
from portal.records.listing import SCOPES, Listing
from portal.records.saved_filters import saved_for
from portal.records.views.kind import KindView
from portal.sheets.write import workbook_response
from portal.ui.paging import capped_count


class RecordListView(KindView):
    act = "list"

    @cached_property
    def listing(self) -> Listing:
        return Listing(self.kind, self.request.user, self.request.GET)

    def get(self, request: HttpRequest) -> HttpResponse:
        listing = self.listing
        page = listing.page
        context = {
            "kind": self.kind,
            "scope": listing.scope,
            "tabs": self._tabs(),
            "filter": listing.filterset,
            "table": listing.table(page.rows, keyset=page),
            "page": page,
            "count": listing.count,
            "may_write": request.user.has_perm(self.kind.permission("new")),
            "may_export": request.user.has_perm(self.kind.permission("export")),
            "query": listing.query,
            "url_new": self.kind.url("new"),
            "url_word": self._url_word(),
            "url_export": self.kind.url("export"),
            "url_save_filter": self.kind.url("keep"),
            "empty": self._empty() if not page.rows else None,
            "saved_filters": saved_for(self.kind, request.user),
        }
        context |= self.more_context()
        return render(request, self.kind.list_template, context)

    def _url_word(self) -> str:
        """Where the office imports Word files of this kind."""
        if not (self.kind.from_word and self.request.user.has_perm("records.enter_for")):
            return ""
        return f"{reverse('records:word_imports')}?kind={self.kind.slug}"

    def more_context(self) -> dict[str, Any]:
        """What a kind's own list shows beside the machine's."""
        return {}

    def _empty(self) -> dict[str, Any]:
        """What to do next where there is nothing: clear the filter, or write."""
        if self.listing.filterset.is_narrowed:
            return {
                "heading": _("Nothing fits this filter"),
                "text": _("Choose fewer conditions, or another tab."),
                "url": f"?scope={self.listing.scope}",
                "label": _("Clear the filter"),
            }
        heading = _("Nothing here yet")
        if not self.request.user.has_perm(self.kind.permission("new")):
            return {"heading": heading, "text": _("What colleagues share appears here.")}
        return {
            "heading": heading,
            "text": _("A few lines are enough to begin with; it saves itself while you type."),
            "url": self.kind.url("new"),
            "label": _("Write one"),
        }

    def _tabs(self) -> list[dict[str, Any]]:
        return [
            {"label": label, "url": f"?scope={scope}", "is_current": scope == self.listing.scope}
            for scope, label in SCOPES.items()
        ]


class RecordExportView(RecordListView):
    """What the list shows, as a sheet: at once, or as a job when it is long."""

    act = "export"

    def get(self, request: HttpRequest) -> HttpResponse:
        if self._is_long():
            messages.info(request, _("This list is long: press “Download as a sheet” once more."))
            return redirect(f"{self.kind.url('list')}?{self.listing.query}")
        return self._sheet()

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self._is_long():
            return self._sheet()
        params = {"kind": self.kind.slug, "query": self.listing.query}
        job = enqueue_job(EXPORT_KIND, owner=request.user, params=params)
        return redirect("jobs:job_detail", uid=job.uid)

    def _is_long(self) -> bool:
        return capped_count(self.listing.filterset.qs, cap=LARGEST_AT_ONCE).is_capped

    def _sheet(self) -> HttpResponse:
        record_audit_event(self.request, Act.EXPORTED, self.kind.plural, query=self.listing.query)
        title = str(self.kind.plural)
        rows = self.listing.sheet_rows()
        return workbook_response(f"{title}.xlsx", title, self.listing.header(), rows)
