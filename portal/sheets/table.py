"""From sheets to rows of named cells: merged groups filled down, "ditto" resolved.

Only cells of known columns leave this module; what the vocabulary does not
name (or forbids, like identity-card numbers) is not carried any further.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from portal.sheets.header import (
    ColumnUse,
    Field,
    Header,
    Vocabulary,
    find_header,
    is_header_again,
)
from portal.sheets.problems import Problem
from portal.sheets.read import Book, CellValue, Sheet

_DITTO = {"同上", "同前", "〃", "″", '"', "''", "ditto"}
#: 18 characters of an identity card wherever they stand; they are never kept.
_IDENTITY_CARD = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
IDENTITY_CARD_REMOVED = "〔×〕"


@dataclass(frozen=True)
class TableRow:
    """`number` is the row in the sheet as the spreadsheet program shows it, from 1."""

    sheet: str
    number: int
    cells: dict[str, CellValue]
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """All rows of all sheets that have a header we know."""

    rows: list[TableRow]
    columns: list[ColumnUse]
    without_header: list[str]

    @property
    def fields(self) -> list[str]:
        return [column.field for column in self.columns if column.use == "read"]


def read_table(book: Book, vocabulary: Vocabulary) -> Table:
    """Rows in which at least one known cell is filled; sheets without a header are named."""
    rows: list[TableRow] = []
    columns: dict[tuple[str, str], ColumnUse] = {}
    without_header = []
    for sheet in book.sheets:
        header = find_header(sheet, vocabulary)
        if header is None:
            if any(_is_filled(value) for row in sheet.rows for value in row):
                without_header.append(sheet.name)
            continue
        rows += _rows_of(sheet, header, vocabulary)
        for column in header.columns:
            columns.setdefault((column.field, column.label), column)
    return Table(rows, list(columns.values()), without_header)


def _rows_of(sheet: Sheet, header: Header, vocabulary: Vocabulary) -> list[TableRow]:
    known = {f.slug: f for f in vocabulary.fields}
    covered = _covered_cells(sheet, header, known)
    above: dict[str, CellValue] = {}
    rows = []
    for index in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[index]
        given = {slug: row[column] for slug, column in header.fields.items()}
        if not any(_is_filled(v) for v in given.values()) or is_header_again(row, header):
            continue
        given |= covered.get(index, {})
        cells, problems = _resolve_ditto(given, above, known)
        above = cells
        rows.append(TableRow(sheet.name, index + 1, cells, problems))
    return rows


def _covered_cells(
    sheet: Sheet, header: Header, known: dict[str, Field]
) -> dict[int, dict[str, CellValue]]:
    """Row → cells that a merged group cell further up covers."""
    slug_at = {column: slug for slug, column in header.fields.items() if known[slug].fills_down}
    covered: dict[int, dict[str, CellValue]] = {}
    for first_row, first_column, last_row, last_column in sheet.merged:
        if first_row <= header.row:
            continue
        for column in range(first_column, last_column + 1):
            slug = slug_at.get(column)
            if slug is None:
                continue
            value = sheet.rows[first_row][first_column]
            for index in range(first_row, min(last_row + 1, len(sheet.rows))):
                covered.setdefault(index, {})[slug] = value
    return covered


def _resolve_ditto(
    given: dict[str, CellValue], above: dict[str, CellValue], known: dict[str, Field]
) -> tuple[dict[str, CellValue], list[Problem]]:
    cells, problems = {}, []
    for slug, value in given.items():
        kept = _without_identity_card(value)
        if isinstance(value, str) and {value.strip(), _plain(value)} & _DITTO:
            label = str(known[slug].label)
            if known[slug].is_personal:
                problems.append(Problem("ditto_personal", {"value": value}, label))
            elif not _is_filled(above.get(slug, "")):
                problems.append(Problem("ditto_first", {"value": value}, label))
            else:
                kept = above[slug]
        cells[slug] = kept
    return cells, problems


def _plain(value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).split())


def _is_filled(value: CellValue) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _without_identity_card(value: CellValue) -> CellValue:
    if isinstance(value, str):
        return _IDENTITY_CARD.sub(IDENTITY_CARD_REMOVED, value)
    if isinstance(value, float | int) and abs(value) >= 1e14:
        return IDENTITY_CARD_REMOVED
    return value
