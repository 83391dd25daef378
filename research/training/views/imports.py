"""Pages of the district's sheet: upload and history, preview, confirmation, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal.access import PermissionMixin
from portal.imports.pages import (
    Addresses,
    RunActPage,
    RunPage,
    answers_said,
    columns_by_use,
    rows_of,
    version_said,
)
from portal.people.models import Act, record_audit_event
from portal.sheets.problems import Problem
from portal.sheets.write import Column, workbook_response
from portal.ui.paging import KeysetPage
from research.training.district.apply import ask_undo, confirm_import
from research.training.district.preview import answer_questions, start_import
from research.training.district.vocabulary import FIELDS
from research.training.forms.hour_import import HourSheetForm
from research.training.models import HourImport, HourImportRow
from research.training.tables.hour_import import HourImportTable, HourRowTable


class HourImportListView(PermissionMixin, View):
    permission = "training.hours.import"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(HourSheetForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = HourSheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        said = form.cleaned_data
        file = said["file"]
        run = start_import(file, file.name, year=said["year"], as_of=said["as_of"], by=request.user)
        return redirect("jobs:job_detail", uid=run.job.uid)

    def _page(self, form: HourSheetForm, status: int = 200) -> HttpResponse:
        runs = HourImport.objects.select_related("owner")
        page = KeysetPage(runs, self.request.GET, orders={"id": ("id",)}, default="-id")
        context = {"form": form, "page": page, "table": HourImportTable(page.rows)}
        return render(self.request, "training/import_list.html", context, status=status)


class HourTemplateView(PermissionMixin, View):
    """An empty sheet with the columns the portal reads."""

    permission = "training.hours.import"

    def get(self, request: HttpRequest) -> HttpResponse:
        title = _("Training hours")
        wanted = [known for known in FIELDS if known.slug not in {"days", "total"}]
        return workbook_response(title, title, [Column(k.synonyms[0]) for k in wanted], [])


class HourRunView(RunPage):
    """One import; everybody of the office may confirm or undo it."""

    permission = "training.hours.import"
    model = HourImport
    addresses = Addresses(
        list="training:import_list",
        detail="training:import_detail",
        left_out="training:import_rejected",
        answer="training:import_answer",
        confirm="training:import_confirm",
        undo="training:import_undo",
    )


class HourImportDetailView(HourRunView):
    """The preview while the import waits, its result afterwards."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = self.run
        if self.waits_for_job():
            return redirect("jobs:job_detail", uid=run.job.uid)
        context = {"run": run, "addresses": self.addresses, "columns": columns_by_use(run.report)}
        context |= rows_of(run, request, outcomes=HourImportRow.Outcome, table=HourRowTable)
        return render(request, "training/import_detail.html", context)


class HourRunActView(HourRunView, RunActPage):
    """An act of the office on an import of hours."""


class HourAnswerView(HourRunActView):
    def act(self, request: HttpRequest) -> HourImport:
        run = answer_questions(self.run, answers_said(request), version=version_said(request))
        messages.success(request, _("Your answers are kept; the preview shows what follows."))
        return run


class HourConfirmView(HourRunActView):
    def act(self, request: HttpRequest) -> HourImport:
        return confirm_import(
            self.run,
            by=request.user,
            version=version_said(request),
            leaves_out=bool(request.POST.get("leaves_out")),
        )


class HourUndoView(HourRunActView):
    def act(self, request: HttpRequest) -> HourImport:
        return ask_undo(self.run, by=request.user)


class HourRejectedView(HourRunView):
    """The rows to correct, as they stood, with the reason."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        record_audit_event(request, Act.EXPORTED, self.run, run=str(uid), rejected=True)
        title = _("Rows to correct")
        columns = [Column(known.synonyms[0]) for known in FIELDS]
        columns.append(Column(_("Reason"), wraps=True))
        rows = self.run.rows.filter(outcome__in=["wrong", "asks"]).order_by("position")
        return workbook_response(title, title, columns, map(_rejected, rows))


def _rejected(row: HourImportRow) -> list[Any]:
    reasons = [str(Problem.from_json(stored)) for stored in row.problems]
    if row.question:
        reasons.append(str(Problem.from_json(row.question["asked"])))
    return [*(row.given.get(known.slug) for known in FIELDS), "\n".join(reasons)]
