"""The school's pass rate, who is short by how much, reminding them, and the sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.people.models import Act, Group, record_audit_event
from portal.sheets.write import Column, workbook_response
from research.training.ledger import PersonYear
from research.training.pass_rate import PassRate
from research.training.remind_short import nudges_for, remind_short
from research.training.tables.short import GroupRateTable, ShortTable
from research.training.views.years import year_chosen
from research.training.words import category_label, short_by, warns_now


class RatePage(PermissionMixin, View):
    """What these pages begin with: the year, and the school or one group."""

    @cached_property
    def group(self) -> Group | None:
        said = self.request.GET.get("group", "")
        return get_object_or_404(Group, pk=int(said)) if said.isdecimal() else None

    @cached_property
    def rate(self) -> PassRate:
        return PassRate(year_chosen(self.request), self.group)

    @property
    def query(self) -> str:
        params: dict[str, Any] = {"year": self.rate.year}
        if self.group:
            params["group"] = self.group.pk
        return urlencode(params)

    @property
    def back(self) -> str:
        return f"{reverse('training:pass_rate')}?{self.query}"


class PassRateView(RatePage):
    permission = "training.hours.pass_rate"

    def get(self, request: HttpRequest) -> HttpResponse:
        rate = self.rate
        context = {
            "rate": rate,
            "group": self.group,
            "query": self.query,
            "years": list(range(clock.today().year, clock.today().year - 9, -1)),
            "kept": [("group", self.group.pk)] if self.group else [],
            "at": clock.now(),
            "warns": warns_now(rate.rules, rate.year) and bool(rate.short),
            "group_table": GroupRateTable(rate.groups, year=rate.year),
            "short_table": ShortTable(rate.short),
            "may_remind": request.user.has_perm("training.hours.remind"),
        }
        return render(request, "training/pass_rate.html", context)


class PassRateExportView(RatePage):
    """Everybody, those short first: what is owed, counted, missing, by category."""

    permission = "training.hours.export"

    def get(self, request: HttpRequest) -> HttpResponse:
        record_audit_event(request, Act.EXPORTED, _("Training hours"), query=self.query)
        title = _("Training hours of %(year)s") % {"year": self.rate.year}
        categories = sorted(
            {row.category for person in self.rate.everybody for row in person.reckoning.rows}
        )
        columns = [
            Column(_("Staff number")),
            Column(_("Name")),
            Column(_("Group"), width=20),
            Column(_("Owed")),
            Column(_("Counted")),
            Column(_("To be verified")),
            Column(_("Missing")),
            Column(_("Result"), width=24),
            *(Column(category_label(category)) for category in categories),
        ]
        people = [*self.rate.short, *(p for p in self.rate.everybody if p.reckoning.passes)]
        return workbook_response(
            title, title, columns, (_sheet_row(person, categories) for person in people)
        )


def _sheet_row(person: PersonYear, categories: list[str]) -> list[Any]:
    reckoning = person.reckoning
    by_category = {row.category: row.counted for row in reckoning.rows}
    group = person.person.main_group
    return [
        person.person.staff_number,
        person.person.name,
        group.name if group else "",
        reckoning.owed.hours,
        reckoning.counted,
        reckoning.waiting,
        reckoning.missing,
        short_by(reckoning.missing) if reckoning.owed.hours else pgettext("hours", "Exempt"),
        *(by_category.get(category) for category in categories),
    ]


class RemindShortView(RatePage):
    """GET shows who would be told what; POST tells them."""

    permission = "training.hours.remind"

    def get(self, request: HttpRequest) -> HttpResponse:
        nudges = nudges_for(self.rate.short)
        context = {
            "nudges": nudges,
            "going": sum(nudge.will_go for nudge in nudges),
            "year": self.rate.year,
            "back": self.back,
        }
        return render(request, "training/remind.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        told = remind_short(self.rate.short, by=request.user)
        words = ngettext("%(n)d colleague is reminded.", "%(n)d colleagues are reminded.", told)
        messages.success(request, words % {"n": told})
        return redirect(self.back)
