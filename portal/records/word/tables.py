"""The preview of an import of Word files row by row, and the sheet of those left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.records.kinds import kinds
from portal.records.models import WordFile, WordImport
from portal.records.word import sentences  # noqa: F401 - registers the words
from portal.records.word.judge import SKIP
from portal.sheets.problems import Problem
from portal.sheets.write import Column, workbook_response
from portal.ui.autocomplete import AutocompleteInput
from portal.ui.dates import school_datetime
from portal.ui.parts import tag
from portal.ui.tables import NumberColumn, PortalTable

OUTCOME_TONES = {
    "asks": ("warning", "circle-question-mark"),
    "wrong": ("danger", "circle-x"),
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
            value: tag(label, *OUTCOME_TONES[value]) for value, label in WordFile.Outcome.choices
        }

    def render_who(self, record: WordFile) -> SafeString | str:
        if record.person is None:
            return "–"
        return format_html("{} <small>{}</small>", record.person.name, record.person.staff_number)

    def render_says(self, record: WordFile) -> SafeString:
        parts: list[Any] = [self.outcomes[record.outcome]]
        if record.question:
            parts.append(_question(record))
        parts += [_said("says-wrong", problem) for problem in record.problems]
        parts += [_said("says-note", note) for note in record.notes]
        if record.record_id and record.record is not None:
            parts.append(tag(record.record.get_state_display(), "quiet"))
        return format_html('<div class="says">{}</div>', SafeString("".join(map(str, parts))))


def _said(css: str, stored: list[Any]) -> SafeString:
    return format_html('<p class="{}">{}</p>', css, str(Problem.from_json(stored)))


def _question(row: WordFile) -> SafeString:
    """The doubt with its choices; the page's form sends them as `answer-<pk>`, `who-<pk>`."""
    asked = Problem.from_json(row.question["asked"])
    choices = format_html_join(
        "",
        '<div class="form-check"><input class="form-check-input" type="radio" id="a{0}-{1}"'
        ' name="answer-{0}" value="{2}">'
        '<label class="form-check-label" for="a{0}-{1}">{3}</label></div>',
        (
            (row.pk, place, choice, str(Problem.from_json(said)))
            for place, (choice, said) in enumerate(row.question["choices"])
        ),
    )
    box = _anybody(row) if asked.code == "word_nobody" else ""
    return format_html("<fieldset><legend>{}</legend>{}{}</fieldset>", str(asked), box, choices)


def _anybody(row: WordFile) -> SafeString:
    """A box to type a person into, where the file's name names nobody."""
    attrs = {"id": f"who-{row.pk}", "class": "form-control"}
    box = AutocompleteInput("people").render(f"who-{row.pk}", "", attrs)
    return format_html(
        '<label class="form-label" for="who-{}">{}</label>{}', row.pk, _("A teacher"), box
    )


class WordImportTable(PortalTable):
    file_name = tables.Column(verbose_name=gettext_lazy("File"), orderable=False)
    kind = tables.Column(verbose_name=gettext_lazy("Kind"), orderable=False)
    created_at = tables.Column(verbose_name=gettext_lazy("Uploaded"), orderable=False)
    owner = tables.Column(verbose_name=gettext_lazy("By"), accessor="owner__name", orderable=False)
    state = tables.Column(verbose_name=gettext_lazy("State"), orderable=False)
    result = tables.Column(verbose_name=gettext_lazy("Files"), accessor="pk", orderable=False)

    heading_column = "file_name"
    caption = gettext_lazy("Earlier imports")

    class Meta:
        model = WordImport
        fields = ("file_name", "kind", "created_at", "owner", "state", "result")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home = reverse("records:word_imports")

    def render_file_name(self, record: WordImport) -> SafeString:
        return format_html('<a href="{}{}/">{}</a>', self.home, record.uid, record.file_name)

    def render_kind(self, value: str) -> str:
        return str(kinds.get(value).label) if value in kinds else value

    def render_created_at(self, value: Any) -> str:
        return str(school_datetime(value))

    def render_result(self, record: WordImport) -> str:
        labels = dict(WordFile.Outcome.choices)
        return " · ".join(f"{labels[k]} {n}" for k, n in record.counts.items() if k in labels)


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
