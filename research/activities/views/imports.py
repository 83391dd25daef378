"""A term's plan from a sheet: upload, preview, confirm, and the rows to mend."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from portal.access import PermissionMixin
from portal.people.models import Act, record_audit_event
from portal.refusal import Refused
from portal.sheets.write import Column, workbook_response
from portal.terms.models import Term
from portal.ui.forms import PortalForm
from research.activities.models import PlanImport
from research.activities.plan_sheet.evaluate import Fate, PlanReader, PlanRow
from research.activities.plan_sheet.imports import (
    confirm_plan_import,
    count_by_fate,
    may_take_back,
    start_plan_import,
    take_back_plan_import,
    template_rows,
)
from research.activities.plan_sheet.vocabulary import FIELDS
from research.activities.when import when

#: The columns of the template, in its order.
TEMPLATE = (
    "group",
    "day",
    "hours",
    "topic",
    "activity_kind",
    "mode",
    "place",
    "chair",
    "lead_speakers",
    "recorders",
)
CHINESE = {field.slug: field.synonyms[0] for field in FIELDS}


class UploadForm(PortalForm):
    file = forms.FileField(
        label=gettext_lazy("Sheet (.xlsx, .xls or .csv)"),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}),
    )


class ImportPage(PermissionMixin, View):
    permission = "activities.activity.plan"

    def term(self) -> Term | None:
        return Term.objects.current()

    def run(self) -> PlanImport:
        """The person's own sheet; another's is not found."""
        rows = PlanImport.objects.filter(owner=self.request.user)
        return get_object_or_404(rows, uid=self.kwargs["uid"])


class ImportView(ImportPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        if request.GET.get("as") == "template":
            return self._template()
        return self._page(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        file = form.cleaned_data["file"]
        try:
            run = start_plan_import(file, file.name, by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return self._page(form, status=422)
        return redirect(reverse("activities:import_detail", kwargs={"uid": run.uid}))

    def _page(self, form: UploadForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "term": self.term()}
        return render(self.request, "activities/import.html", context, status=status)

    def _template(self) -> HttpResponse:
        title = _("Plan of the term's activities")
        columns = [Column(CHINESE[slug], width=18) for slug in TEMPLATE]
        return workbook_response(f"{title}.xlsx", title, columns, template_rows())


class ImportDetailView(ImportPage):
    """Each row: new, changed, unchanged or wrong, and why."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        run, term = self.run(), self.term()
        if term is None:
            raise_no_term(request)
            return redirect(reverse("activities:import"))
        rows = PlanReader(run, request.user, term).rows()
        counts = count_by_fate(rows)
        context = {
            "run": run,
            "term": term,
            "lines": [line(row) for row in rows],
            "counts": [(fate, counts[fate]) for fate in Fate if counts[fate]],
            "to_do": counts[Fate.NEW] + counts[Fate.CHANGED],
            "wrong": counts[Fate.WRONG],
            "may_take_back": may_take_back(run),
        }
        return render(request, "activities/import_detail.html", context)


def raise_no_term(request: HttpRequest) -> None:
    messages.error(request, _("No term has been opened yet. Ask the research office."))


def line(row: PlanRow) -> dict[str, Any]:
    """What the preview shows of a row."""
    values = row.values
    has_times = "starts_at" in values
    return {
        "number": row.number,
        "fate": row.fate,
        "group": row.group.name if row.group else row.cells.get("group", ""),
        "when": when(values["starts_at"], values["ends_at"])
        if has_times
        else row.cells.get("day", ""),
        "topic": values.get("topic", row.cells.get("topic", "")),
        "speakers": row.cells.get("lead_speakers", ""),
        "problems": [str(problem) for problem in row.problems],
        "changes": row.changes,
        "note": row.note,
        "activity": row.activity,
    }


class ImportConfirmView(ImportPage):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        run, term = self.run(), self.term()
        if term is None:
            raise_no_term(request)
            return redirect(reverse("activities:import"))
        counts = confirm_plan_import(run, by=request.user, term=term)
        record_audit_event(request, Act.IMPORTED, run.file_name, rows=len(run.rows))
        said = _("In the plan: %(new)d new, %(changed)d changed.") % {
            "new": counts[Fate.NEW],
            "changed": counts[Fate.CHANGED],
        }
        messages.success(request, said)
        if counts[Fate.WRONG]:
            return redirect(reverse("activities:import_detail", kwargs={"uid": run.uid}))
        return redirect(reverse("activities:plan"))


class ImportTakeBackView(ImportPage):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        run = self.run()
        try:
            number = take_back_plan_import(run, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            record_audit_event(request, Act.CHANGED, run.file_name, taken_back=number)
            said = ngettext(
                "%(n)d activity was taken out of the plan again.",
                "%(n)d activities were taken out of the plan again.",
                number,
            )
            messages.success(request, said % {"n": number})
        return redirect(reverse("activities:import_detail", kwargs={"uid": run.uid}))


class ImportRejectedView(ImportPage):
    """The wrong rows as a sheet, with the reason: to be mended and read in again."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        run, term = self.run(), self.term()
        rows = PlanReader(run, request.user, term).rows() if term else []
        slugs = [field.slug for field in FIELDS if field.slug in run.header]
        columns = [*(CHINESE[slug] for slug in slugs), Column(_("Reason"), width=48, wraps=True)]
        wrong = [
            [*(row.cells.get(slug, "") for slug in slugs), "\n".join(map(str, row.problems))]
            for row in rows
            if row.fate is Fate.WRONG
        ]
        title = _("Rows to mend")
        return workbook_response(f"{title}.xlsx", title, columns, wrong)
