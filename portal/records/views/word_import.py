"""Pages of the import of Word files: upload and history, preview, answers, confirmation, undo."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
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
    rows_of,
    version_said,
)
from portal.people.models import Act, record_audit_event
from portal.records.complete import min_characters_of
from portal.records.kinds import kinds
from portal.records.models import WordFile, WordImport
from portal.records.word.apply import confirm_word_import
from portal.records.word.forms import WordZipForm
from portal.records.word.preview import answer_doubts, start_word_import, take_answers_back
from portal.records.word.tables import WordFileTable, WordImportTable, left_out_workbook
from portal.records.word.undo import ask_undo
from portal.ui.autocomplete import AutocompleteField
from portal.ui.paging import KeysetPage


class WordImportListView(PermissionMixin, View):
    """Where an import begins, and what became of earlier ones; `?kind=` chooses one."""

    permission = "records.enter_for"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(WordZipForm(initial={"kind": request.GET.get("kind", "")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = WordZipForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        given = form.cleaned_data
        run = start_word_import(
            given["file"], kind=given["kind"], term=given["term"], by=request.user
        )
        return redirect("jobs:job_detail", uid=run.job.uid)

    def _page(self, form: WordZipForm, status: int = 200) -> HttpResponse:
        runs = WordImport.objects.select_related("owner")
        page = KeysetPage(runs, self.request.GET, orders={"id": ("id",)}, default="-id")
        context = {"form": form, "page": page, "table": WordImportTable(page.rows)}
        return TemplateResponse(self.request, "records/word_imports.html", context, status=status)


class WordRunView(RunPage):
    """One import; every office person may see it, for any of them may confirm or undo it."""

    permission = "records.enter_for"
    model = WordImport
    addresses = Addresses(
        list="records:word_imports",
        detail="records:word_import",
        left_out="records:word_left_out",
        answer="records:word_answer",
        confirm="records:word_confirm",
        undo="records:word_undo",
    )

    def runs(self) -> QuerySet[WordImport]:
        runs = super().runs().select_related("term__school_year")
        return runs.filter(kind__in=[kind.slug for kind in kinds])


class WordImportDetailView(WordRunView):
    """The preview while the import waits, its result afterwards."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = self.run
        if self.waits_for_job():
            return redirect("jobs:job_detail", uid=run.job.uid)
        kind = kinds.get(run.kind)
        context = {
            "run": run,
            "addresses": self.addresses,
            "kind": kind,
            "needed": min_characters_of(kind),
            "has_answers": run.rows.exclude(answer="").exists(),
        }
        context |= rows_of(
            run,
            request,
            outcomes=WordFile.Outcome,
            table=WordFileTable,
            related=("person", "record"),
        )
        return TemplateResponse(request, "records/word_import.html", context)


class WordRunActView(WordRunView, RunActPage):
    """An act of the office on an import of Word files."""


class WordAnswerView(WordRunActView):
    """Answers to doubts, or all of them taken back. A typed person wins over a ticked choice."""

    def act(self, request: HttpRequest) -> WordImport:
        version = version_said(request)
        if "take_back" in request.POST:
            return take_answers_back(self.run, version=version)
        answers = answers_said(request) | self._typed_people(request)
        run = answer_doubts(self.run, answers, version=version)
        messages.success(request, _("Your answers are kept; the preview shows what follows."))
        return run

    def _typed_people(self, request: HttpRequest) -> dict[int, str]:
        field = AutocompleteField(source="people", required=False)
        found = {}
        for pk, words in answers_said(request, "who-").items():
            try:
                person = field.clean(words)
            except ValidationError as error:
                messages.warning(request, " ".join(error.messages))
                continue
            if person is not None:
                found[pk] = str(person.pk)
        return found


class WordConfirmView(WordRunActView):
    def act(self, request: HttpRequest) -> WordImport:
        return confirm_word_import(
            self.run,
            by=request.user,
            version=version_said(request),
            leaves_out=bool(request.POST.get("leaves_out")),
        )


class WordUndoView(WordRunActView):
    def act(self, request: HttpRequest) -> WordImport:
        return ask_undo(self.run, by=request.user)


class WordLeftOutView(WordRunView):
    """The files to mend, as a sheet."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        record_audit_event(request, Act.EXPORTED, self.run, run=str(uid), left_out=True)
        return left_out_workbook(self.run)
