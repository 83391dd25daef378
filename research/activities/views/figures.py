"""The lists behind the figures: minutes due and whether they came in time; attendance by group."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.people.models import Group
from portal.sheets.write import Column, workbook_response
from portal.terms.models import Term
from portal.ui.dates import school_datetime
from research.activities.minutes_due import MinutesLine, minutes_due
from research.activities.models import Activity
from research.activities.when import when
from research.attendance.figures import rate_of
from research.attendance.models import ATTENDED, Attendance


class FigureView(PermissionMixin, View):
    """`?term=`, `?group=` and `?person=` narrow it as the figure was."""

    permission = "activities.overdue.list"

    def term(self) -> Term | None:
        asked = self.request.GET.get("term", "")
        if asked.isdigit():
            return Term.objects.select_related("school_year").filter(pk=asked).first()
        return Term.objects.current()

    def group(self) -> Group | None:
        asked = self.request.GET.get("group", "")
        return Group.objects.filter(pk=asked).first() if asked.isdigit() else None


class MinutesListView(FigureView):
    """What is missing beyond its day; `?show=all` for all that are due; `?as=xlsx` for a sheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        term = self.term()
        shows_all = request.GET.get("show") == "all"
        due = self.lines(term) if term else []
        rows = due if shows_all else [line for line in due if line.is_missing]
        if request.GET.get("as") == "xlsx":
            return minutes_sheet(rows)
        query = request.GET.copy()
        query.pop("show", None)
        context = {
            "rows": rows,
            "term": term,
            "shows_all": shows_all,
            "due": len(due),
            "in_time": sum(line.is_in_time for line in due),
            "rate": rate_of(sum(line.is_in_time for line in due), len(due)),
            "query": query.urlencode(),
        }
        return render(request, "activities/minutes_list.html", context)

    def lines(self, term: Term) -> list[MinutesLine]:
        lines = minutes_due(term, clock.now(), self.group())
        person = self.request.GET.get("person", "")
        if person:
            lines = [line for line in lines if line.activity.author.staff_number == person]
        return lines


def minutes_sheet(rows: list[MinutesLine]) -> HttpResponse:
    title = _("Minutes of activities")
    columns = [
        _("Group"),
        Column(_("Topic"), width=36),
        Column(_("Time"), width=30),
        _("Author"),
        Column(_("Due"), width=22),
        Column(_("Handed in"), width=22),
    ]
    lines = [
        [
            row.activity.group.name if row.activity.group else "",
            row.activity.topic,
            when(row.activity.starts_at, row.activity.ends_at),
            row.activity.author.name,
            school_datetime(row.due_at),
            school_datetime(row.handed_in),
        ]
        for row in rows
    ]
    return workbook_response(f"{title}.xlsx", title, columns, lines)


@dataclass(frozen=True)
class GroupLine:
    """One group's attendance at its activities of the term; `name` empty: all of them."""

    name: str
    group_id: int | None
    held: int
    expected: int
    here: int

    @property
    def rate(self) -> Decimal | None:
        return rate_of(self.here, self.expected)


class AttendanceListView(FigureView):
    """Expected and present, group by group, and the sum that the figure shows."""

    def get(self, request: HttpRequest) -> HttpResponse:
        term = self.term()
        lines = self.lines(term) if term else []
        total = GroupLine(
            "",
            None,
            sum(line.held for line in lines),
            sum(line.expected for line in lines),
            sum(line.here for line in lines),
        )
        context = {"term": term, "lines": lines, "total": total}
        return render(request, "activities/attendance_list.html", context)

    def lines(self, term: Term) -> list[GroupLine]:
        """One query: the attendances of what was held, counted by group."""
        held = Activity.objects.in_term(term).filter(stage="held")
        rows = Attendance.objects.expected().filter(record_id__in=held.values("pk"))
        rows = self._narrowed(rows)
        counted = (
            rows.order_by()
            .values_list("record__group_id", "record__group__name")
            .annotate(
                held=Count("record_id", distinct=True),
                expected=Count("pk"),
                here=Count("pk", filter=Q(status__in=ATTENDED)),
            )
        )
        lines = [GroupLine(name or "", pk, *numbers) for pk, name, *numbers in counted]
        return sorted(lines, key=lambda line: line.rate or Decimal(0))

    def _narrowed(self, rows: Any) -> Any:
        group, person = self.group(), self.request.GET.get("person", "")
        if group is not None:
            rows = rows.filter(record__group=group)
        return rows.filter(person__staff_number=person) if person else rows
