"""Finding the header row of a sheet and what each of its columns means.

Schools put titles above the header, merge header cells over two rows and
name a column in a dozen ways; a vocabulary lists the names of each field.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise
from openpyxl.utils import get_column_letter

from portal.sheets.read import CellValue, MergedRange, Sheet

#: The header stands within so many rows; the rest are titles.
HEADER_WITHIN_ROWS = 40

_IN_BRACKETS = re.compile(r"[(\[{<〈《【〔「].*?[)\]}>〉》】〕」]")
_NOISE = re.compile(r"[\s*:_()\[\]{}<>〈〉《》【】〔〕「」•·※★☆]+")


@dataclass(frozen=True)
class Field:
    """A column we know. `synonyms` come in the order of preference.

    `fills_down`: a merged cell counts for all its rows. `is_personal`: "ditto" is refused.
    """

    slug: str
    label: str | Promise
    synonyms: tuple[str, ...]
    fills_down: bool = False
    is_personal: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The fields of one kind of sheet.

    A header must name one of `anchors`. `counters` are row counters and are
    passed over silently; a header that contains a word of `private` is never read.
    """

    fields: tuple[Field, ...]
    anchors: tuple[str, ...]
    counters: tuple[str, ...] = ()
    private: tuple[str, ...] = ()


Use = Literal["read", "counter", "private", "again", "unknown"]


@dataclass(frozen=True)
class ColumnUse:
    """What becomes of one column of the sheet; `index` counts from 0."""

    index: int
    label: str
    use: Use
    field: str = ""

    @property
    def letter(self) -> str:
        return get_column_letter(self.index + 1)


@dataclass(frozen=True)
class Header:
    row: int
    columns: list[ColumnUse] = field(default_factory=list)

    @property
    def fields(self) -> dict[str, int]:
        """Field slug → index of its column."""
        return {c.field: c.index for c in self.columns if c.use == "read"}


def plain_label(value: object) -> str:
    """A header without spaces, line breaks, asterisks and brackets, in lower case."""
    text = unicodedata.normalize("NFKC", str(value))
    return _NOISE.sub("", text).lower()


def label_forms(value: object) -> list[str]:
    """How a header may be meant: brackets alone taken away, or with what they hold."""
    text = unicodedata.normalize("NFKC", str(value))
    forms = [plain_label(text), plain_label(_IN_BRACKETS.sub("", text))]
    return [form for form in dict.fromkeys(forms) if form]


def find_header(sheet: Sheet, vocabulary: Vocabulary) -> Header | None:
    """The row that names most fields, or None when no row names an anchor and a second field.

    Of equal rows that follow each other (a header merged over two rows) the
    last is taken, so that the data begin below it.
    """
    known = _known_labels(vocabulary)
    best: Header | None = None
    for index, labels in enumerate(_header_candidates(sheet)):
        header = Header(index, _use_columns(labels, vocabulary, known))
        named = set(header.fields)
        if len(named) < 2 or not named & set(vocabulary.anchors):
            continue
        is_continuation = best is not None and index == best.row + 1
        count, most = len(named), len(best.fields) if best else 0
        if count > most or (count == most and is_continuation and _is_merged_into(sheet, index)):
            best = header
    return best


def is_header_again(row: Sequence[CellValue], header: Header) -> bool:
    """The same header once more, as at the top of each printed page."""
    texts = [(plain_label(row[c.index]), plain_label(c.label)) for c in header.columns]
    return sum(given == label for given, label in texts if given) >= 3


def _known_labels(vocabulary: Vocabulary) -> dict[str, tuple[str, int]]:
    """Plain label → (field slug, place among its synonyms)."""
    return {
        plain_label(synonym): (known.slug, place)
        for known in vocabulary.fields
        for place, synonym in enumerate(known.synonyms)
    }


def _header_candidates(sheet: Sheet) -> list[list[str]]:
    """The first rows as text, cells merged downwards repeated in each of their rows."""
    rows = [[_label(value) for value in row] for row in sheet.rows[:HEADER_WITHIN_ROWS]]
    for first_row, first_column, last_row, last_column in sheet.merged:
        if last_row == first_row or last_column != first_column:
            continue
        for index in range(first_row + 1, min(last_row + 1, len(rows))):
            rows[index][first_column] = rows[first_row][first_column]
    return rows


def _label(value: CellValue) -> str:
    return str(value).strip() if isinstance(value, str) else ""


def _is_merged_into(sheet: Sheet, row: int) -> bool:
    return any(_reaches(merged, row) for merged in sheet.merged)


def _reaches(merged: MergedRange, row: int) -> bool:
    first_row, _first_column, last_row, _last_column = merged
    return first_row < row <= last_row


def _use_columns(
    labels: Sequence[str], vocabulary: Vocabulary, known: dict[str, tuple[str, int]]
) -> list[ColumnUse]:
    """Each named column with its use; of two columns for one field the preferred name wins."""
    counters = {plain_label(word) for word in vocabulary.counters}
    private = tuple(plain_label(word) for word in vocabulary.private)
    forms = {index: label_forms(label) for index, label in enumerate(labels) if label}
    hidden = {index for index, said in forms.items() if _says_any(said, private)}
    meanings = {
        index: next(known[form] for form in said if form in known)
        for index, said in forms.items()
        if index not in hidden and known.keys() & said
    }
    winners = _preferred(meanings)

    def use_of(index: int) -> tuple[Use, str]:
        if index in hidden:
            return "private", ""
        if index in meanings:
            slug = meanings[index][0]
            return ("read" if winners[slug] == index else "again"), slug
        return ("counter" if counters & set(forms[index]) else "unknown"), ""

    return [ColumnUse(index, labels[index], *use_of(index)) for index in forms]


def _says_any(forms: Sequence[str], words: tuple[str, ...]) -> bool:
    return any(word in form for word in words for form in forms)


def _preferred(meanings: dict[int, tuple[str, int]]) -> dict[str, int]:
    """Field slug → the column whose name stands first among the field's synonyms."""
    winners: dict[str, int] = {}
    for index, (slug, place) in meanings.items():
        if slug not in winners or place < meanings[winners[slug]][1]:
            winners[slug] = index
    return winners
