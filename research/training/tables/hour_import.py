"""The preview of a district's sheet row by row, and the history of imports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.sheets.problems import Problem
from portal.ui.parts import tag
from portal.ui.tables import PortalTable
from research.training.models import HourEntry, HourImport, HourImportRow
from research.training.words import category_label

OUTCOME_TONES = {
    "asks": ("warning", "circle-question-mark"),
    "wrong": ("danger", "circle-x"),
    "conflict": ("warning", "scale"),
    "new": ("success", "plus"),
    "changed": ("info", "pencil"),
    "unchanged": ("quiet", "equal"),
}


class HourRowTable(PortalTable):
    who = django_tables2.Column(verbose_name=_("Name"), accessor="pk", orderable=False)
    number = django_tables2.Column(verbose_name=_("Row number"), orderable=False)
    outcome = django_tables2.Column(verbose_name=_("Outcome"), orderable=False)
    says = django_tables2.Column(verbose_name=_("What happens"), accessor="pk", orderable=False)

    heading_column = "who"
    caption = _("Rows of the sheet")

    class Meta:
        model = HourImportRow
        fields = ["who", "number", "outcome", "says"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = HourImportRow.Outcome.choices
        self.outcomes = {value: tag(label, *OUTCOME_TONES[value]) for value, label in choices}

    def render_who(self, record: HourImportRow) -> SafeString:
        return format_html(
            '{} <span class="text-body-secondary">{}</span>',
            _said(record, "name"),
            _said(record, "staff_number"),
        )

    def render_outcome(self, record: HourImportRow) -> SafeString:
        return self.outcomes[record.outcome]

    def render_says(self, record: HourImportRow) -> SafeString:
        parts = [_what(record), *_sentences(record.problems, "says-wrong"), *_changes(record)]
        parts += _sentences(record.notes, "says-note")
        if record.question:
            parts.insert(0, _question(record))
        return SafeString('<div class="says">' + "".join(parts) + "</div>")


def _said(row: HourImportRow, slug: str) -> str:
    return str(row.values.get(slug) or row.given.get(slug, ""))[:60]


def _what(row: HourImportRow) -> str:
    """The line as it was read: title, category, days, hours."""
    values = row.values
    days = " – ".join(dict.fromkeys(filter(None, (values.get("starts_on"), values.get("ends_on")))))
    parts = [
        values.get("title", ""),
        category_label(values["category"]) if values.get("category") else "",
        days or str(values.get("year", "")),
        _("%(hours)s hours") % {"hours": values["hours"]} if values.get("hours") else "",
    ]
    return format_html("<p>{}</p>", " · ".join(str(part) for part in parts if part))


def _sentences(stored: list[Any], css_class: str) -> list[str]:
    return [
        format_html('<p class="{}">{}</p>', css_class, _sentence(Problem.from_json(each)))
        for each in stored
    ]


def _sentence(problem: Problem) -> SafeString:
    if not problem.column:
        return format_html("{}", str(problem))
    return format_html("<b>{}</b>: {}", problem.column, str(problem))


def _changes(row: HourImportRow) -> Iterable[str]:
    for name, old, new in row.changes:
        label = HourEntry._meta.get_field(name).verbose_name
        shown = (category_label(old), category_label(new)) if name == "category" else (old, new)
        yield format_html("<p><b>{}</b>: <del>{}</del> → <ins>{}</ins></p>", label, *shown)


def _question(row: HourImportRow) -> str:
    """The question with its choices; the page's form sends them under `answer-<pk>`."""
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
    return format_html("<fieldset><legend>{}</legend>{}</fieldset>", str(asked), choices)


class HourImportTable(PortalTable):
    file_name = django_tables2.Column(verbose_name=_("File"), orderable=False)
    created_at = django_tables2.Column(verbose_name=_("Uploaded"), orderable=False)
    owner = django_tables2.Column(verbose_name=_("By"), accessor="owner__name", orderable=False)
    state = django_tables2.Column(verbose_name=_("State"), orderable=False)
    result = django_tables2.Column(verbose_name=_("Rows"), accessor="pk", orderable=False)

    heading_column = "file_name"
    caption = _("Earlier imports")

    class Meta:
        model = HourImport
        fields = ["file_name", "created_at", "owner", "state", "result"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home = reverse("training:import_list")

    def render_file_name(self, record: HourImport) -> SafeString:
        return format_html('<a href="{}{}/">{}</a>', self.home, record.uid, record.file_name)

    def render_result(self, record: HourImport) -> str:
        labels = dict(HourImportRow.Outcome.choices)
        return " · ".join(f"{labels[k]} {n}" for k, n in record.counts.items() if k in labels)
