"""Which of the three shapes a timetable has, and its cells one by one.

    teachers   rows are teachers, columns are weekdays × periods, cells 七(3)语文
    classes    rows are classes, cells 语文 陈静
    list       a row for each lesson: 教师 星期 节次 班级 学科 单双周

Weekdays are merged over their periods or stand in one cell with them; titles
above, counters and remarks beside are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from portal.refusal import Refused
from portal.sheets.cells import parse_class
from portal.sheets.problems import CellProblem
from portal.sheets.read import Book, CellValue, Sheet
from portal.sheets.table import read_table
from research.timetable.sheet.cell import text_of
from research.timetable.sheet.words import (
    FIELDS,
    VOCABULARY,
    period_beside_weekday,
    period_in,
    plain,
    weekday_in,
)

Shape = Literal["teachers", "classes", "list"]
#: Headers stand within so many rows.
HEADER_ROWS = 15
#: A school's week has more slots than this; fewer are a coincidence.
FEWEST_SLOTS = 5
MOST_CELLS = 40_000
_SYNONYMS = {word: known.slug for known in FIELDS for word in known.synonyms}


@dataclass
class Reading:
    """The cells as plain values that can be kept; `slots`: the hours that a matrix covers."""

    shape: Shape
    cells: list[dict[str, Any]] = field(default_factory=list)
    slots: list[tuple[int, int]] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)


def read_shape(book: Book) -> Reading:
    """Raises Refused: no_header, no_rows, too_many_rows."""
    reading = _matrices(book) or _listed(book)
    if reading is None:
        raise Refused(
            "no_header",
            _(
                "No timetable was found: the sheet needs weekdays and periods above its columns,"
                " or columns for teacher, weekday, period and class."
            ),
        )
    if not reading.cells:
        raise Refused("no_rows", _("There is no filled cell below the header."))
    if len(reading.cells) > MOST_CELLS:
        raise Refused("too_many_rows", _("The sheet has more lessons than a school can teach."))
    return reading


# -- A matrix -------------------------------------------------------------------------------------


@dataclass
class _Matrix:
    """Where things stand: `slots` column → (weekday, period), `labels` slug → column."""

    sheet: Sheet
    rows: list[list[CellValue]]
    header: int
    slots: dict[int, tuple[int, int]]
    labels: dict[str, int] = field(default_factory=dict)


def _matrices(book: Book) -> Reading | None:
    found = [matrix for sheet in book.sheets if (matrix := _matrix(sheet))]
    if not found:
        return None
    by_class = sum(_is_by_class(matrix) for matrix in found) * 2 > len(found)
    reading = Reading("classes" if by_class else "teachers")
    for matrix in found:
        reading.sheets.append(matrix.sheet.name)
        reading.slots += [slot for slot in matrix.slots.values() if slot not in reading.slots]
        reading.cells += _cells_of(matrix, by_class=by_class)
    return reading


def _matrix(sheet: Sheet) -> _Matrix | None:
    rows = _unmerged(sheet)
    best: _Matrix | None = None
    for index in range(min(HEADER_ROWS, len(rows))):
        slots = _slots(rows, index)
        if len(slots) >= FEWEST_SLOTS and (best is None or len(slots) > len(best.slots)):
            best = _Matrix(sheet, rows, index, slots)
    if best is not None:
        best.labels = _labels(best)
    return best if best is not None and best.labels else None


def _unmerged(sheet: Sheet) -> list[list[CellValue]]:
    """Every cell of a merged range says what its first one says."""
    rows = [list(row) for row in sheet.rows]
    for first_row, first_column, last_row, last_column in sheet.merged:
        value = rows[first_row][first_column] if first_row < len(rows) else ""
        for row in rows[first_row : last_row + 1]:
            for column in range(first_column, min(last_column + 1, len(row))):
                row[column] = value
    return rows


def _slots(rows: list[list[CellValue]], index: int) -> dict[int, tuple[int, int]]:
    """Column → (weekday, period), where row `index` names the periods."""
    weekdays = _weekdays_above(rows, index)
    slots: dict[int, tuple[int, int]] = {}
    for column, value in enumerate(rows[index]):
        text = plain(value)
        own = weekday_in(text)
        if own is not None:
            period = period_beside_weekday(text)
            weekday: int | None = own
        else:
            weekday, period = weekdays.get(column), period_in(text)
        if weekday is not None and period is not None:
            slots[column] = (weekday, period)
    return slots if len(set(slots.values())) == len(slots) else {}


def _weekdays_above(rows: list[list[CellValue]], index: int) -> dict[int, int]:
    """The nearest row above that names weekdays, each standing until the next."""
    for row in reversed(rows[:index]):
        named = {column: weekday_in(plain(value)) for column, value in enumerate(row)}
        if len({day for day in named.values() if day}) < 2:
            continue
        weekdays, last = {}, None
        for column in range(len(rows[index])):
            last = named.get(column) or last
            if last is not None:
                weekdays[column] = last
        return weekdays
    return {}


def _labels(matrix: _Matrix) -> dict[str, int]:
    """What the columns beside the slots hold; without a header, the first that is filled."""
    beside = [c for c in range(len(matrix.rows[matrix.header])) if c not in matrix.slots]
    labels: dict[str, int] = {}
    for column in beside:
        for row in matrix.rows[: matrix.header + 1]:
            slug = _SYNONYMS.get(plain(row[column]))
            if slug in {"teacher", "number", "class_name", "subject"}:
                labels.setdefault(slug, column)
    if not {"teacher", "number", "class_name"} & set(labels):
        first = min(matrix.slots)
        for column in (c for c in beside if c < first):
            texts = [plain(row[column]) for row in matrix.rows[matrix.header + 1 :]]
            filled = [text for text in texts if text and not text.isdecimal()]
            if filled:
                labels["class_name" if _mostly_classes(filled) else "teacher"] = column
                break
    return labels


def _mostly_classes(texts: list[str]) -> bool:
    return sum(map(_is_class, texts)) * 2 > len(texts)


def _is_class(text: str) -> bool:
    try:
        return "班" in (parse_class(text) or "")
    except CellProblem:
        return False


def _is_by_class(matrix: _Matrix) -> bool:
    return "class_name" in matrix.labels and not {"teacher", "number"} & set(matrix.labels)


def _cells_of(matrix: _Matrix, *, by_class: bool) -> Iterator[dict[str, Any]]:
    for index in range(matrix.header + 1, len(matrix.rows)):
        row = matrix.rows[index]
        heads = {slug: text_of(row[column]) for slug, column in matrix.labels.items()}
        owner = heads.get("class_name") if by_class else heads.get("teacher") or heads.get("number")
        if not owner or _SYNONYMS.get(plain(owner)):
            continue
        for column, (weekday, period) in matrix.slots.items():
            text = text_of(row[column])
            if text:
                yield {
                    "at": f"{matrix.sheet.name} {get_column_letter(column + 1)}{index + 1}",
                    "row": f"{matrix.sheet.name}:{index + 1}",
                    "weekday": weekday,
                    "period": period,
                    "text": text,
                    **heads,
                }


# -- A list ---------------------------------------------------------------------------------------


def _listed(book: Book) -> Reading | None:
    table = read_table(book, VOCABULARY)
    fields = set(table.fields)
    if not {"weekday", "period", "class_name"} <= fields or not fields & {"teacher", "number"}:
        return None
    reading = Reading("list", sheets=list(dict.fromkeys(row.sheet for row in table.rows)))
    for row in table.rows:
        said = {slug: text_of(value) for slug, value in row.cells.items()}
        reading.cells.append(
            {
                **said,
                "at": _("row %(number)d") % {"number": row.number},
                "row": f"{row.sheet}:{row.number}",
                "problems": [problem.to_json() for problem in row.problems],
            }
        )
    return reading
