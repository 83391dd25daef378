"""What a preview says of one row: what is wrong, what changes, and what it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.sheets.problems import Problem

OUTCOME_TONES = {
    "asks": ("warning", "circle-question-mark"),
    "wrong": ("danger", "circle-x"),
    "conflict": ("warning", "scale"),
    "new": ("success", "plus"),
    "changed": ("info", "pencil"),
    "unchanged": ("quiet", "equal"),
}


def sentence_of(problem: Problem) -> SafeString:
    if not problem.column:
        return format_html("{}", str(problem))
    return format_html("<b>{}</b>: {}", problem.column, str(problem))


def problems_of(row: Any) -> Iterable[str]:
    for stored in row.problems:
        yield format_html('<p class="says-wrong">{}</p>', sentence_of(Problem.from_json(stored)))


def notes_of(row: Any) -> Iterable[str]:
    for stored in row.notes:
        yield format_html('<p class="says-note">{}</p>', sentence_of(Problem.from_json(stored)))


def change_of(label: Any, old: Any, new: Any) -> SafeString:
    """Old → new of one cell."""
    return format_html(
        "<p><b>{}</b>: <del>{}</del> → <ins>{}</ins></p>",
        label,
        old or _("empty"),
        new or _("empty"),
    )


def question_of(row: Any, box: str = "") -> SafeString:
    """The question with its choices; the page's form sends them under `answer-<pk>`.

    `box`: a field of the domain's own, above the choices.
    """
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
    return format_html("<fieldset><legend>{}</legend>{}{}</fieldset>", str(asked), box, choices)


def says(
    row: Any, changes: Callable[[Any], Iterable[str]], *, first: Iterable[str] = ()
) -> SafeString:
    """The whole cell: the question where there is one, `first`, problems, changes and notes."""
    parts = [*first, *problems_of(row), *changes(row), *notes_of(row)]
    if row.outcome == "asks":
        parts.insert(0, question_of(row))
    return in_cell(parts)


def in_cell(parts: Iterable[str]) -> SafeString:
    """Sentences, each of them HTML already, as one cell."""
    return format_html('<div class="says">{}</div>', SafeString("".join(parts)))
