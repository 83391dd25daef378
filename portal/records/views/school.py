"""The school's lists of a term, for office and principal: what stands behind the figures."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.jobs.queue import enqueue_job
from portal.people.models import Act, Group, record_audit_event
from portal.records.export import LARGEST_AT_ONCE
from portal.records.filters import research_groups
from portal.records.kinds import RecordKind, kinds
from portal.records.per_head import PerHead, PersonLine
from portal.records.school_export import SCHOOL_EXPORT_KIND
from portal.records.school_lists import DecidedList, FiledList, SchoolList, kinds_named
from portal.records.school_tables import PerHeadTable
from portal.sheets.write import Column, workbook_response
from portal.terms.models import Term
from portal.terms.switch import TermChoice, term_chosen
from portal.ui.paging import KeysetPage


class SchoolPage(PermissionMixin, View):
    """What every page here begins with: the term of the address, else the current one."""

    permission = "records.school"
    template_name: ClassVar[str]

    @cached_property
    def choice(self) -> TermChoice:
        return term_chosen(self.request)

    @property
    def term(self) -> Term:
        if self.choice.term is None:
            raise Http404
        return self.choice.term

    def get(self, request: HttpRequest) -> HttpResponse:
        params = [(n, v) for n, v in request.GET.items() if n not in {"term", "after", "before"}]
        context = {"choice": self.choice, "term": self.choice.term, "kept": params}
        if self.choice.term is not None:
            context |= {"at": clock.now(), **self.listed()}
        return render(request, self.template_name, context)

    def listed(self) -> dict[str, Any]:
        raise NotImplementedError


class SchoolListView(SchoolPage):
    """At most twelve queries for any length; POST asks for the sheet."""

    list_class: ClassVar[type[SchoolList]]

    @cached_property
    def listing(self) -> SchoolList:
        return self.list_class(self.request.user, self.term, self.request.GET)

    def listed(self) -> dict[str, Any]:
        listing = self.listing
        newest = f"-{listing.newest}"
        page = KeysetPage(listing.rows(), self.request.GET, orders=listing.orders, default=newest)
        return {
            "listing": listing,
            "filter": listing.filterset,
            "page": page,
            "table": listing.table(page.rows, keyset=page),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        listing = self.listing
        if listing.count.number > LARGEST_AT_ONCE:
            params = {"list": listing.slug, "term": self.term.pk, "query": listing.query}
            job = enqueue_job(SCHOOL_EXPORT_KIND, owner=request.user, params=params)
            return redirect("jobs:job_detail", uid=job.uid)
        title = str(listing.title)
        record_audit_event(request, Act.EXPORTED, title, query=listing.query)
        return workbook_response(title, title, listing.header(), listing.sheet_rows())


class FiledView(SchoolListView):
    list_class = FiledList
    template_name = "records/school_filed.html"


class DecidedView(SchoolListView):
    list_class = DecidedList
    template_name = "records/school_decided.html"


class PerHeadView(SchoolPage):
    """`?kinds=a,b` and `?group=`: who filed how much of them, and the people divided by."""

    template_name = "records/per_head.html"

    @cached_property
    def group(self) -> Group | None:
        asked = self.request.GET.get("group", "")
        return next((group for group in research_groups() if str(group.pk) == asked), None)

    @cached_property
    def kinds(self) -> list[RecordKind]:
        return kinds_named(self.request.GET) or list(kinds)

    @cached_property
    def per_head(self) -> PerHead:
        return PerHead(self.term, self.group, self.kinds)

    def listed(self) -> dict[str, Any]:
        per_head = self.per_head
        return {
            "per_head": per_head,
            "table": PerHeadTable([*per_head.lines, *per_head.others], self.kinds),
            "group": self.group,
            "groups": research_groups(),
            "kinds": self.kinds,
            "asked_kinds": self.request.GET.get("kinds", ""),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        title = _("Filed per head, %(term)s") % {"term": self.term}
        columns: list[str | Column] = [_("Name"), _("Staff number"), _("Group"), _("Counts as")]
        columns += [Column(kind.plural, width=14) for kind in self.kinds]
        record_audit_event(request, Act.EXPORTED, title, query=request.GET.urlencode())
        lines = [*self.per_head.lines, *self.per_head.others]
        return workbook_response(title, title, [*columns, _("Together")], map(_sheet_row, lines))


def _sheet_row(line: PersonLine) -> list[Any]:
    group = line.person.main_group
    counts_as = _("Teacher in service") if line.is_teacher else _("Not divided by")
    return [
        line.person.name,
        line.person.staff_number,
        group.name if group else None,
        counts_as,
        *(n for n, _url in line.counts),
        line.total,
    ]
