"""Pages of the sheet: upload, preview, questions, confirmation, undo, what was rejected."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.imports.pages import Addresses, RunActPage, RunPage
from portal.people.models import Act, record_audit_event
from portal.refusal import Refused
from portal.sheets.write import workbook_response
from research.timetable.forms import SheetForm
from research.timetable.models import TimetableImport
from research.timetable.sheet.export import EXAMPLES, columns, rejected_columns, rejected_rows
from research.timetable.sheet.imports import (
    answer_questions,
    confirm_import,
    start_import,
    undo_import,
)
from research.timetable.sheet.judge import Judge, Judgement, Outcome, Verdict
from research.timetable.tables import CellTable
from research.timetable.views.base import TimetablePage
from research.timetable.views.office import office_page

PAGE = 100


class UploadView(TimetablePage):
    """Without a file it is the template; with one, the preview."""

    permission = "timetable.import"

    def get(self, request: HttpRequest) -> HttpResponse:
        title = _("Timetable")
        return workbook_response(title, title, columns(), EXAMPLES)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid() and self.term is None:
            form.add_error(None, _("No term has been opened yet."))
        if not form.is_valid() or self.term is None:
            return office_page(self, form, status=422)
        file = form.cleaned_data["file"]
        try:
            run = start_import(file, file.name, term=self.term, by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return office_page(self, form, status=422)
        return redirect("timetable:import_detail", uid=run.uid)


class ImportPage(TimetablePage, RunPage):
    """One import; everybody who keeps the timetable may go on with it."""

    permission = "timetable.import"
    model = TimetableImport
    addresses = Addresses(
        list="timetable:office",
        detail="timetable:import_detail",
        left_out="timetable:import_rejected",
        answer="timetable:import_answer",
        confirm="timetable:import_confirm",
        undo="timetable:import_undo",
    )

    def runs(self) -> QuerySet[TimetableImport]:
        return TimetableImport.objects.select_related("owner", "term__school_year", "undone_by")


class PreviewView(ImportPage):
    """What each cell would do; after the import, what it did."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = self.run
        context: dict[str, Any] = {
            "run": run,
            "addresses": self.addresses,
            "shape": SHAPES[run.shape](),
        }
        if run.is_waiting:
            context |= self._preview(Judge(run).judge())
        else:
            context["counts"] = _counted(run.report.get("counts", {}))
        return render(request, "timetable/import_detail.html", context)

    def _preview(self, judgement: Judgement) -> dict[str, Any]:
        counts = [(o, judgement.counts[o]) for o in Outcome if judgement.counts[o]]
        first = next((outcome.value for outcome, _n in counts), "")
        shown = self.request.GET.get("show", first)
        rows = [v for v in judgement.verdicts if v.outcome.value == shown]
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        return {
            "judgement": judgement,
            "counts": counts,
            "shown": shown,
            "page": page,
            "table": CellTable(list(page)),
            "questions": _questions(judgement.verdicts),
            "gone": judgement.gone if shown == Outcome.GONE.value else [],
            "gone_count": len(judgement.gone),
        }


#: How a sheet was recognised, in words.
SHAPES = {
    "teachers": lambda: _("A row for each teacher, a column for each period of the week."),
    "classes": lambda: _("A row for each class, a column for each period of the week."),
    "list": lambda: _("A row for each lesson."),
}


def _counted(stored: dict[str, int]) -> list[tuple[Outcome, int]]:
    return [(o, stored[o.value]) for o in Outcome if stored.get(o.value)]


def _questions(verdicts: list[Verdict]) -> list[dict[str, Any]]:
    """Each name once, with the people it fits; the answers stand until the confirmation."""
    asked: dict[str, dict[str, Any]] = {}
    for verdict in verdicts:
        if verdict.question and verdict.outcome is Outcome.ASKS:
            said = {"name": verdict.question.split("|")[0], "choices": verdict.choices}
            about = asked.setdefault(verdict.question, said | {"cells": [], "key": len(asked)})
            about["cells"].append(verdict.cell)
            about["question"] = verdict.question
    return list(asked.values())


class ImportActView(ImportPage, RunActPage):
    """An act on an import of the timetable."""


class AnswerView(ImportActView):
    """Who is meant, and whether what the sheet lacks goes."""

    def act(self, request: HttpRequest) -> None:
        said = zip(request.POST.getlist("question"), request.POST.getlist("answer"), strict=False)
        removes = request.POST.get("removes")
        answer_questions(
            self.run, dict(said), removes=None if removes is None else removes == "yes"
        )
        messages.success(request, _("Kept; the preview shows what follows."))


class ConfirmView(ImportActView):
    def act(self, request: HttpRequest) -> None:
        judgement = confirm_import(
            self.run,
            by=request.user,
            fingerprint=request.POST.get("fingerprint", ""),
            leaves_out=bool(request.POST.get("leaves_out")),
        )
        if judgement is None:
            return
        n = len(judgement.coming)
        words = ngettext("%(n)d lesson entered.", "%(n)d lessons entered.", n)
        messages.success(request, words % {"n": n})


class UndoView(ImportActView):
    def act(self, request: HttpRequest) -> None:
        undo_import(self.run, by=request.user)
        messages.success(request, _("Undone; the timetable is as it was before."))


class RejectedView(ImportPage):
    """The cells to correct, as they stood, with the reason."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        record_audit_event(request, Act.EXPORTED, self.run, run=str(uid), rejected=True)
        title = _("Cells to correct")
        rows = rejected_rows(Judge(self.run).judge().verdicts)
        return workbook_response(title, title, rejected_columns(), rows)
