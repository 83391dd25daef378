"""The preview of an import of Word files row by row, and the sheet of those left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.imports.says import OUTCOME_TONES, in_cell, notes_of, problems_of, question_of
from portal.imports.tables import RunTable
from portal.records.kinds import kinds
from portal.records.models import WordFile, WordImport
from portal.records.word import sentences  # noqa: F401 - registers the words
from portal.records.word.judge import SKIP
from portal.sheets.problems import Problem
from portal.sheets.write import Column, workbook_response
from portal.ui.autocomplete import AutocompleteInput
from portal.ui.parts import tag
from portal.ui.tables import NumberColumn, PortalTable

_TONES = OUTCOME_TONES | {
    "good": ("success", "user-check"),
    "known": ("quiet", "equal"),
}


class WordFileTable(PortalTable):
    """Whose file, its title, how long, what becomes of it and why."""

    entry = tables.Column(verbose_name=gettext_lazy("File"), orderable=False)
    who = tables.Column(verbose_name=gettext_lazy("Teacher"), accessor="pk", orderable=False)
    title = tables.Column(verbose_name=gettext_lazy("Title"), orderable=False)
    characters = NumberColumn(verbose_name=gettext_lazy("Characters"), orderable=False)
    says = tables.Column(verbose_name=gettext_lazy("What happens"), accessor="pk", orderable=False)

    heading_column = "entry"
    caption = gettext_lazy("Files of the ZIP")

    class Meta:
        model = WordFile
        fields = ("entry", "who", "title", "characters", "says")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = {
            value: tag(label, *_TONES[value]) for value, label in WordFile.Outcome.choices
        }

    def render_who(self, record: WordFile) -> SafeString | str:
        if record.person is None:
            return "–"
        return format_html("{} <small>{}</small>", record.person.name, record.person.staff_number)

    def render_says(self, record: WordFile) -> SafeString:
        parts: list[str] = [self.outcomes[record.outcome]]
        if record.question:
            parts.append(_question(record))
        parts += [*problems_of(record), *notes_of(record)]
        if record.record_id and record.record is not None:
            parts.append(tag(record.record.get_state_display(), "quiet"))
        return in_cell(parts)


def _question(row: WordFile) -> SafeString:
    """The doubt with its choices, and where the file's name names nobody a box for a name."""
    nobody = Problem.from_json(row.question["asked"]).code == "word_nobody"
    return question_of(row, _anybody(row) if nobody else "")


def _anybody(row: WordFile) -> SafeString:
    """A box to type a person into, where the file's name names nobody."""
    attrs = {"id": f"who-{row.pk}", "class": "form-control"}
    box = AutocompleteInput("people").render(f"who-{row.pk}", "", attrs)
    return format_html(
        '<label class="form-label" for="who-{}">{}</label>{}', row.pk, _("A teacher"), box
    )


class WordImportTable(RunTable):
    outcomes = WordFile.Outcome
    list_address = "records:word_imports"

    kind = tables.Column(verbose_name=gettext_lazy("Kind"), orderable=False)
    result = tables.Column(verbose_name=gettext_lazy("Files"), accessor="pk", orderable=False)

    class Meta:
        model = WordImport
        fields = ("file_name", "kind", "created_at", "owner", "state", "result")

    def render_kind(self, value: str) -> str:
        return str(kinds.get(value).label) if value in kinds else value


def left_out_workbook(run: WordImport) -> HttpResponse:
    """Wrong and doubtful files with the reasons, to be mended and packed again."""
    held_back = [WordFile.Outcome.WRONG, WordFile.Outcome.ASKS]
    rows = run.rows.filter(outcome__in=held_back).order_by("position")
    columns = [
        Column(_("File"), width=50, wraps=True),
        Column(_("Reasons"), width=60, wraps=True),
        Column(_("Title"), width=30),
        Column(_("Characters")),
    ]
    return workbook_response(
        _("Left out of %(file)s") % {"file": run.file_name.rsplit(".", 1)[0]},
        _("Files left out"),
        columns,
        ([row.entry, reasons_of(row), row.title, row.characters] for row in rows),
    )


def reasons_of(row: WordFile) -> str:
    stored: Iterable[list[Any]] = row.problems
    problems = [Problem.from_json(problem) for problem in stored]
    if row.question and SKIP not in row.answer.split(","):
        problems.append(Problem.from_json(row.question["asked"]))
    return "\n".join(map(str, problems))
