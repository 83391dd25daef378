"""Pages of the district's sheet: upload and history, preview, confirmation, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from portal.access import PermissionMixin
from portal.people.models import Act, record_audit_event
from portal.refusal import Refused
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


class RunPage(PermissionMixin, View):
    """One import; everybody of the office may confirm or undo it."""

    permission = "training.hours.import"
    kwargs: dict[str, Any]

    @cached_property
    def run(self) -> HourImport:
        runs = HourImport.objects.select_related("owner", "job__owner", "undone_by")
        return get_object_or_404(runs, uid=self.kwargs["uid"])

    def back(self) -> HttpResponse:
        return redirect("training:import_detail", uid=self.run.uid)


class HourImportDetailView(RunPage):
    """The preview while the import waits, its result afterwards."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = self.run
        if run.job and run.job.is_open and run.job.owner_id == request.user.pk:
            return redirect("jobs:job_detail", uid=run.job.uid)
        columns = run.report.get("columns", [])
        by_use = {
            use: "、".join(c["label"] for c in columns if c["use"] == use)
            for use in ("unknown", "again", "private")
        }
        context = {"run": run, "columns": by_use, **self._rows()}
        return render(request, "training/import_detail.html", context)

    def _rows(self) -> dict[str, Any]:
        """The rows of one outcome, the most urgent first unless the address names another."""
        run = self.run
        filters = [(o.value, o.label, run.count(o.value)) for o in HourImportRow.Outcome]
        first = next((value for value, _label, count in filters if count), "")
        shown = self.request.GET.get("show", first)
        orders = {"position": ("position",)}
        page = KeysetPage(
            run.rows.filter(outcome=shown),
            self.request.GET,
            orders=orders,
            default="position",
            size=50,
        )
        return {
            "filters": filters,
            "shown": shown,
            "page": page,
            "table": HourRowTable(page.rows),
            "asks": shown == HourImportRow.Outcome.ASKS and run.state == HourImport.State.READY,
        }


class RunActView(RunPage):
    """An act on an import: a refusal is said on its page, and nothing else happens."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        try:
            run = self.act(request)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return self.back()
        if run.job and run.job.is_open:
            return redirect("jobs:job_detail", uid=run.job.uid)
        return self.back()

    def act(self, request: HttpRequest) -> HourImport:
        raise NotImplementedError


class HourAnswerView(RunActView):
    def act(self, request: HttpRequest) -> HourImport:
        answers = {
            int(name.removeprefix("answer-")): value
            for name, value in request.POST.items()
            if name.startswith("answer-") and name.removeprefix("answer-").isdecimal()
        }
        run = answer_questions(self.run, answers, version=_version(request))
        messages.success(request, _("Your answers are kept; the preview shows what follows."))
        return run


class HourConfirmView(RunActView):
    def act(self, request: HttpRequest) -> HourImport:
        return confirm_import(
            self.run,
            by=request.user,
            version=_version(request),
            leaves_out=bool(request.POST.get("leaves_out")),
        )


class HourUndoView(RunActView):
    def act(self, request: HttpRequest) -> HourImport:
        return ask_undo(self.run, by=request.user)


class HourRejectedView(RunPage):
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


def _version(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() else -1
