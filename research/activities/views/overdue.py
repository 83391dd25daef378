"""Activities without minutes: held and late, for the office to chase."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.sheets.write import Column, workbook_response
from portal.terms.models import Term
from portal.ui.dates import school_datetime
from research.activities.minutes_due import late_minutes
from research.activities.when import when


class OverdueView(PermissionMixin, View):
    """`?as=xlsx` for the same as a sheet."""

    permission = "activities.overdue.list"

    def get(self, request: HttpRequest) -> HttpResponse:
        term = Term.objects.current()
        rows = late_minutes(term, clock.now()) if term else []
        if request.GET.get("as") == "xlsx":
            title = str(_("Activities without minutes"))
            lines = [
                [
                    row.activity.group.name if row.activity.group else "",
                    row.activity.topic,
                    when(row.activity.starts_at, row.activity.ends_at),
                    row.activity.author.name,
                    school_datetime(row.due_at),
                ]
                for row in rows
            ]
            columns = [
                _("Group"),
                Column(_("Topic"), width=36),
                Column(_("Time"), width=30),
                _("Author"),
                Column(_("Minutes were due"), width=22),
            ]
            return workbook_response(f"{title}.xlsx", title, columns, lines)
        return render(request, "activities/overdue.html", {"rows": rows, "term": term})
