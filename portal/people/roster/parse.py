"""A row of the sheet → plain values, or the reasons why a cell cannot be read.

Values are JSON: text, ISO dates, lists. A cell that is empty leaves no value,
because an empty cell keeps what is stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from portal import clock
from portal.people.roster.vocabulary import (
    FIELDS,
    GENDER_WORDS,
    HONOUR_WORDS,
    LEVEL_WORDS,
    NO_TITLE,
    TITLE_WORDS,
    label_of,
)
from portal.sheets import cells
from portal.sheets.problems import CellProblem, Problem
from portal.sheets.read import CellValue
from portal.sheets.table import TableRow

Values = dict[str, Any]


@dataclass(frozen=True)
class ParsedRow:
    """`given` is the cells as they stood, fit for JSON; `notes` are said and change nothing."""

    sheet: str
    number: int
    given: dict[str, Any]
    values: Values
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def parse_rows(rows: list[TableRow]) -> Iterator[ParsedRow]:
    """Parse all rows of one upload; the width of its staff numbers is a matter of all."""
    width = cells.width_of_numbers(row.cells.get("staff_number", "") for row in rows)
    for row in rows:
        yield parse_row(row, width=width)


def parse_row(row: TableRow, *, width: int | None = None) -> ParsedRow:
    values: Values = {}
    problems, notes = list(row.problems), []
    spoilt = {problem.column for problem in problems}
    for known in FIELDS:
        label = label_of(known.slug)
        if known.slug not in row.cells or label in spoilt:
            continue
        try:
            value = _PARSERS[known.slug](row.cells[known.slug])
        except CellProblem as problem:
            problems.append(problem.about(label))
            continue
        if value is not None and value != []:
            values[known.slug] = value
    notes += _fill_up_number(row, values, width)
    return ParsedRow(row.sheet, row.number, _given(row.cells), values, problems, notes)


def _fill_up_number(row: TableRow, values: Values, width: int | None) -> list[Problem]:
    """87 typed as a number among 0007, 0120, … is 0087, and the preview says so."""
    number = values.get("staff_number")
    cell = row.cells.get("staff_number", "")
    if not number or not width or not cells.is_number(cell) or len(number) >= width:
        return []
    values["staff_number"] = number.zfill(width)
    said = {"given": number, "number": values["staff_number"]}
    return [Problem("number_filled_up", said, label_of("staff_number"))]


def _given(row: dict[str, CellValue]) -> dict[str, Any]:
    """Filled cells only; numbers and dates stay such, so that a sheet shows them as before."""
    return {slug: _plain(value) for slug, value in row.items() if value != ""}


def _plain(value: CellValue) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _gender(value: CellValue) -> str | None:
    if cells.is_nothing(value):
        return None
    text = cells.clean_text(value)
    if text.lower() not in GENDER_WORDS:
        raise CellProblem("gender_unknown", value=text[:20])
    return GENDER_WORDS[text.lower()]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _past_month(value: CellValue) -> str | None:
    month = cells.parse_month(value)
    if month and month > clock.today():
        raise CellProblem("date_in_future", value=f"{month:%Y-%m}")
    return _iso(month)


def _joined_on(value: CellValue) -> str | None:
    """May lie a little ahead: the sheet of next term names who will come."""
    day = cells.parse_date(value)
    if day and (day - clock.today()).days > 366:
        raise CellProblem("date_in_future", value=day.isoformat())
    return _iso(day)


def _title(value: CellValue) -> str | None:
    """Empty for 未定级 and the like: no title yet, which takes none away."""
    text = "".join(cells.clean_text(value).split())
    if text in NO_TITLE:
        return ""
    if cells.is_nothing(value):
        return None
    for form in (text, re.sub(r"\(.*?\)", "", text)):
        if form in TITLE_WORDS:
            return TITLE_WORDS[form]
    raise CellProblem("title_unknown", value=text[:40])


_YEAR = re.compile(r"^(?:\d{4}年?)|(?:\(?\d{4}年?\)?)$")
_LEVEL = re.compile("^(" + "|".join(sorted(LEVEL_WORDS, key=len, reverse=True)) + ")")


def _honours(value: CellValue) -> list[str]:
    """市学科带头人 → `city:subject_leader`; several in one cell are all read."""
    return [_honour(part) for part in cells.parse_list(value, limit=60)]


def _honour(text: str) -> str:
    plain = _YEAR.sub("", "".join(text.split())).strip("()")
    match = _LEVEL.match(plain)
    level = LEVEL_WORDS[match.group(1)] if match else ""
    rest = plain[match.end() :] if match else plain
    name = HONOUR_WORDS.get(rest)
    if name == "special_grade" and not level:
        level = "province"
    if name is None:
        raise CellProblem("honour_unknown", value=text[:40])
    if not level:
        raise CellProblem("honour_level_missing", value=text[:40])
    return f"{level}:{name}"


_PARSERS: dict[str, Callable[[CellValue], Any]] = {
    "staff_number": cells.parse_staff_number,
    "name": cells.parse_name,
    "gender": _gender,
    "birth_month": _past_month,
    "phone": cells.parse_phone,
    "email": cells.parse_mail,
    "subject": lambda value: cells.parse_text(value, limit=20),
    "grade_classes": lambda value: cells.parse_text(value, limit=100),
    "main_group": lambda value: cells.parse_text(value, limit=60),
    "prep_groups": lambda value: cells.parse_list(value, limit=60),
    "posts": lambda value: cells.parse_list(value, limit=60),
    "title": _title,
    "honours": _honours,
    "taught_since": _past_month,
    "joined_on": _joined_on,
    "class_teacher_of": cells.parse_class,
    "remark": lambda value: cells.parse_text(value, limit=200, strict=False),
}
