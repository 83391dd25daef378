"""Pages of the roster import: upload and history, preview, confirmation, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
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
from portal.people.forms.roster import RosterForm
from portal.people.models import Act, ImportRow, ImportRun, User, record_audit_event
from portal.people.roster.apply import confirm_import
from portal.people.roster.export import rejected_workbook, template_workbook
from portal.people.roster.preview import answer_questions, start_import, take_answers_back
from portal.people.roster.slips import people_of_import
from portal.people.roster.tables import AbsentTable, ImportRowTable, ImportRunTable
from portal.people.roster.undo import ask_undo
from portal.people.roster.vocabulary import label_of
from portal.ui.paging import KeysetPage

ABSENT = "absent"
_SHOWN_ABSENT_IDS = 20_000


class ImportListView(PermissionMixin, View):
    """Where an import begins, and what became of earlier ones."""

    permission = "people.staff.import"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(RosterForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RosterForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        file = form.cleaned_data["file"]
        run = start_import(file, file.name, by=request.user)
        return redirect("jobs:job_detail", uid=run.job.uid)

    def _page(self, form: RosterForm, status: int = 200) -> HttpResponse:
        runs = ImportRun.objects.select_related("owner")
        page = KeysetPage(runs, self.request.GET, orders={"id": ("id",)}, default="-id")
        context = {"form": form, "page": page, "table": ImportRunTable(page.rows)}
        return TemplateResponse(self.request, "people/roster_import.html", context, status=status)


class ImportTemplateView(PermissionMixin, View):
    permission = "people.staff.import"

    def get(self, request: HttpRequest) -> HttpResponse:
        return template_workbook()


class RunView(RunPage):
    """One import; every office person may see it, for any of them may confirm or undo it."""

    permission = "people.staff.import"
    model = ImportRun
    addresses = Addresses(
        list="people:import_list",
        detail="people:import_detail",
        left_out="people:import_rejected",
        answer="people:import_answer",
        confirm="people:import_confirm",
        undo="people:import_undo",
    )


class ImportDetailView(RunView):
    """The preview while the import waits, its result afterwards."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = self.run
        if self.waits_for_job():
            return redirect("jobs:job_detail", uid=run.job.uid)
        context = {"run": run, "addresses": self.addresses}
        context |= _about_file(run) | _rows_of(run, request)
        if run.state == ImportRun.State.READY:
            context["has_answers"] = run.rows.exclude(answer="").exists()
        if run.state == ImportRun.State.DONE:
            context["passwordless"] = people_of_import(run).count()
        return TemplateResponse(request, "people/roster_detail.html", context)


def _about_file(run: ImportRun) -> dict[str, Any]:
    """What was read and what was not, from the run's own row."""
    labels = {
        "research_group": label_of("main_group"),
        "prep_group": label_of("prep_groups"),
        "subject": label_of("subject"),
    }
    makes = [
        (labels[kind], "、".join(names), len(names))
        for kind, names in run.report.get("makes", {}).items()
    ]
    return {
        "columns": columns_by_use(run.report),
        "makes": makes,
        "absent": len(run.report.get(ABSENT, [])),
    }


def _rows_of(run: ImportRun, request: HttpRequest) -> dict[str, Any]:
    """The rows of one outcome, the most urgent one first unless the address names another."""
    if request.GET.get("show") != ABSENT:
        return rows_of(run, request, outcomes=ImportRow.Outcome, table=ImportRowTable)
    filters = [(o.value, o.label, run.count(o.value)) for o in ImportRow.Outcome]
    ids = run.report.get(ABSENT, [])[:_SHOWN_ABSENT_IDS]
    people = User.objects.filter(pk__in=ids).select_related("main_group")
    orders = {"name": ("pinyin", "staff_number")}
    page = KeysetPage(people, request.GET, orders=orders, default="name")
    return {"filters": filters, "shown": ABSENT, "page": page, "table": AbsentTable(page.rows)}


class RunActView(RunView, RunActPage):
    """An act of the office on an import of staff."""


class ImportAnswerView(RunActView):
    """Answers to what the preview asks, or all of them taken back."""

    def act(self, request: HttpRequest) -> ImportRun:
        version = version_said(request)
        if "take_back" in request.POST:
            return take_answers_back(self.run, version=version)
        run = answer_questions(self.run, answers_said(request), version=version)
        messages.success(request, _("Your answers are kept; the preview shows what follows."))
        return run


class ImportConfirmView(RunActView):
    def act(self, request: HttpRequest) -> ImportRun:
        return confirm_import(
            self.run,
            by=request.user,
            version=version_said(request),
            leaves_out=bool(request.POST.get("leaves_out")),
        )


class ImportUndoView(RunActView):
    def act(self, request: HttpRequest) -> ImportRun:
        return ask_undo(self.run, by=request.user)


class ImportRejectedView(RunView):
    """The rows to correct, as a sheet."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        record_audit_event(request, Act.EXPORTED, self.run, run=str(uid), rejected=True)
        return rejected_workbook(self.run)
