"""The two fields of the form that hold many values: timed notes, and scores.

Each is one name sent many times, in order, so that the server's draft and the
copy in the browser keep them as they keep every other field.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from research.observations.models import Dimension, ProcessNote
from research.observations.write_process import NoteRow

#: Minute, teacher, pupils, comment.
PER_ROW = 4
#: Rows that stand ready to be written in, for who has no scripts.
SPARE_ROWS = 2
STEP = Decimal("0.5")
LONGEST_LESSON = 180


class ManyInputs(forms.Widget):
    """Inputs of one name; the page's own template draws them."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


class NotesField(forms.Field):
    """Cleans to the rows that hold something."""

    widget = ManyInputs

    def clean(self, value: Any) -> list[NoteRow]:
        rows = [_note(cells) for cells in in_rows(value or [])]
        return [row for row in rows if not row.is_empty]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])


class ScoresField(forms.Field):
    """Cleans to dimension id → points; `dimensions` are those of the observation's rubric."""

    widget = ManyInputs
    dimensions: Sequence[Dimension] = ()

    def clean(self, value: Any) -> dict[int, Decimal]:
        given: dict[int, Decimal] = {}
        for dimension, typed in zip(self.dimensions, value or [], strict=False):
            points = _points(typed, dimension)
            if points is not None:
                given[dimension.pk] = points
        if self.required and len(given) < len(self.dimensions):
            raise forms.ValidationError(
                _("Give points in every dimension before you hand it in."), code="required"
            )
        return given

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])


def in_rows(values: Sequence[str]) -> list[list[str]]:
    """The flat list of cells, four to a row; a row cut short is filled up."""
    rows = [list(values[n : n + PER_ROW]) for n in range(0, len(values), PER_ROW)]
    return [row + [""] * (PER_ROW - len(row)) for row in rows]


def as_cells(notes: Sequence[ProcessNote]) -> list[str]:
    """Stored notes as the flat list that the form holds."""
    cells: list[str] = []
    for note in notes:
        minute = "" if note.minute is None else str(note.minute)
        cells += [minute, note.teacher, note.pupils, note.comment]
    return cells


def _note(cells: list[str]) -> NoteRow:
    minute, *texts = (cell.strip() for cell in cells)
    known = minute.isdigit() and int(minute) <= LONGEST_LESSON
    return NoteRow(int(minute) if known else None, *texts)


def _points(typed: str, dimension: Dimension) -> Decimal | None:
    typed = typed.strip()
    if not typed:
        return None
    try:
        points = Decimal(typed)
    except InvalidOperation:
        points = Decimal(-1)
    if not (points.is_finite() and 0 <= points <= dimension.weight and points % STEP == 0):
        raise forms.ValidationError(
            _("%(name)s: from 0 to %(weight)d points, in halves."),
            code="points",
            params={"name": dimension.name, "weight": dimension.weight},
        )
    return points
