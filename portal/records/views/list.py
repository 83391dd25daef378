"""The list of one kind: mine, my group's, and what the whole school shows.

Filters stay in the address; pages follow by keyset; the sheet holds what the
list shows. At most twelve queries for any number of rows.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.people.rules import is_teacher, sees_whole_school
from portal.records.filters import RecordFilter
from portal.records.querysets import RecordQuerySet, groups_reviewed_by
from portal.records.tables import RecordTable
from portal.records.views.kind import KindView
from portal.sheets.write import workbook_response
from portal.ui.paging import AFTER, BEFORE, SORT, KeysetPage, capped_count

SCOPES: dict[str, str | Promise] = {
    "mine": _("Mine"),
    "group": _("My group"),
    "school": _("Whole school"),
}


class RecordListView(KindView):
    act = "list"

    def get(self, request: HttpRequest) -> HttpResponse:
        narrowed = self.filterset.qs
        page = KeysetPage(self.table_class.rows_of(narrowed), request.GET)
        context = {
            "kind": self.kind,
            "scope": self.scope,
            "tabs": self._tabs(),
            "filter": self.filterset,
            "table": self.table_class(page.rows, kind=self.kind, scope=self.scope, keyset=page),
            "page": page,
            "count": capped_count(narrowed),
            "may_write": request.user.has_perm(self.kind.permission("new")),
            "may_export": request.user.has_perm(self.kind.permission("export")),
            "query": self._filters_in_address(),
            "url_new": self.kind.url("new"),
            "url_export": self.kind.url("export"),
            "url_save_filter": self.kind.url("keep"),
            "empty": self._empty() if not page.rows else None,
            "saved_filters": self._saved_filters(),
        }
        return render(request, self.kind.list_template, context)

    def in_order(self) -> RecordQuerySet:
        """What the list shows, all of it, newest first."""
        return self.table_class.rows_of(self.filterset.qs).newest_first()

    @property
    def table_class(self) -> type[RecordTable]:
        return self.kind.table or RecordTable

    @cached_property
    def scope(self) -> str:
        """What the address asks for, else what this person comes for."""
        asked = self.request.GET.get("scope", "")
        if asked in SCOPES:
            return asked
        user = self.request.user
        return "school" if sees_whole_school(user) or not is_teacher(user) else "mine"

    @cached_property
    def filterset(self) -> RecordFilter:
        filter_class = self.kind.filters or RecordFilter
        return filter_class(
            self.request.GET, queryset=self.in_scope(), request=self.request, scope=self.scope
        )

    def in_scope(self) -> RecordQuerySet:
        user, records = self.request.user, self.kind.model.objects.of_kind(self.kind.slug)
        if self.scope == "mine":
            return records.by(user)
        visible = records.visible_to(user)
        if self.scope == "group":
            return visible.filter(group_id__in={*user.group_ids, *groups_reviewed_by(user)})
        return visible

    def _filters_in_address(self) -> str:
        params = self.request.GET.copy()
        params["scope"] = self.scope
        for name in (AFTER, BEFORE, SORT):
            params.pop(name, None)
        return params.urlencode()

    def _empty(self) -> dict[str, Any]:
        """What to do next where there is nothing: clear the filter, or write."""
        if self.filterset.is_narrowed:
            return {
                "heading": _("Nothing fits this filter"),
                "text": _("Choose fewer conditions, or another tab."),
                "url": f"?scope={self.scope}",
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
            {"label": label, "url": f"?scope={scope}", "is_current": scope == self.scope}
            for scope, label in SCOPES.items()
        ]

    def _saved_filters(self) -> list:
        return list(self.request.user.saved_filters.filter(kind=self.kind.slug))


class RecordExportView(RecordListView):
    """What the list shows, as a sheet."""

    act = "export"

    def get(self, request: HttpRequest) -> HttpResponse:
        table = self.table_class(self.in_order(), kind=self.kind, scope=self.scope)
        header, *rows = table.as_values()
        return workbook_response(
            f"{self.kind.slug}.xlsx", str(self.kind.plural), [str(c) for c in header], rows
        )
