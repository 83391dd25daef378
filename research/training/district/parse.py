"""A row of the district's sheet → plain values, or why a cell cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from portal import clock
from portal.sheets import cells
from portal.sheets.problems import CellProblem, Problem
from portal.sheets.read import CellValue
from portal.sheets.table import Table, TableRow
from research.training.district.vocabulary import (
    CATEGORY_HINTS,
    CATEGORY_WORDS,
    LEVEL_WORDS,
    SUMS,
    label_of,
)
from research.training.models import Category, Level
from research.training.models.choices import HALF

Values = dict[str, Any]
#: One line is one training; nobody is credited with more for it.
MOST_HOURS = Decimal(400)
_DAY = r"\d{4}[年./\-]\d{1,2}(?:[月./\-]\d{1,2}日?|月)?"
_RANGE = re.compile(rf"^({_DAY})[至到~—–\-]+(.+)$")
_REST_MONTH_DAY = re.compile(r"^(\d{1,2})[月./\-](\d{1,2})日?$")
_REST_DAY = re.compile(r"^(\d{1,2})[日号]?$")


@dataclass(frozen=True)
class ParsedRow:
    """`given` is the cells as they stood; `notes` are said and change nothing."""

    sheet: str
    number: int
    given: dict[str, Any]
    values: Values
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def has_lines(table: Table) -> bool:
    """A line for each training, not one total per person."""
    return "title" in table.fields


def parse_rows(table: Table, year: int) -> Iterator[ParsedRow]:
    """Every row that names a person; rows of sums are passed over."""
    width = cells.width_of_numbers(row.cells.get("staff_number", "") for row in table.rows)
    is_lines = has_lines(table)
    for row in table.rows:
        name = "".join(cells.clean_text(row.cells.get("name", "")).split())
        first = "".join(cells.clean_text(row.cells.get("staff_number", "")).split())
        if {name, first} & SUMS:
            continue
        yield parse_row(row, year=year, is_lines=is_lines, width=width)


def parse_row(row: TableRow, *, year: int, is_lines: bool, width: int | None = None) -> ParsedRow:
    values: Values = {}
    problems = list(row.problems)
    for slug, parse in _PARSERS.items():
        cell = row.cells.get(slug, "")
        try:
            value = _staff_number(cell, width) if slug == "staff_number" else parse(cell)
        except CellProblem as problem:
            problems.append(problem.about(label_of(slug)))
            continue
        if value is not None:
            values[slug] = value
    notes = _complete(values, problems, year=year, is_lines=is_lines)
    return ParsedRow(row.sheet, row.number, _given(row.cells), values, problems, notes)


def _complete(
    values: Values, problems: list[Problem], *, year: int, is_lines: bool
) -> list[Problem]:
    """Days from whatever columns there are, the year, the category; what is missing is said."""
    values.setdefault("staff_number", "")
    values.setdefault("name", "")
    if not is_lines:
        values["hours"] = values.pop("total", None) or values.get("hours", "")
        values["year"] = values.get("year", year)
        if not values["hours"] and not _is_misread(problems):
            problems.append(Problem("hours_missing"))
        return []
    values.pop("total", None)
    if not values.get("title"):
        problems.append(Problem("hours_title_missing"))
    if Decimal(values.get("hours") or 0) == 0 and not _is_misread(problems):
        problems.append(Problem("hours_missing"))
    return [*_fix_days(values, problems, year), *_fix_category(values)]


def _is_misread(problems: list[Problem]) -> bool:
    """The hours were given, but could not be read, which is said already."""
    return any(problem.column in {label_of("hours"), label_of("total")} for problem in problems)


def _fix_days(values: Values, problems: list[Problem], year: int) -> list[Problem]:
    first, last = values.pop("days", ("", ""))
    starts = values.get("starts_on") or first or values.get("ends_on")
    ends = values.get("ends_on") or last or starts
    if not starts:
        of_year = values.setdefault("year", year)
        values["starts_on"], values["ends_on"] = f"{of_year}-01-01", f"{of_year}-12-31"
        return [Problem("note_no_days")]
    values["starts_on"], values["ends_on"] = starts, ends
    values.setdefault("year", int(ends[:4]))  # type: ignore[index]
    if ends < starts:
        problems.append(Problem("hours_days_backwards"))
    elif starts > clock.today().isoformat():
        problems.append(Problem("hours_days_ahead", {"value": starts}))
    return []


def _fix_category(values: Values) -> list[Problem]:
    said = values.get("category", "")
    if said in Category.values:
        return []
    title = values.get("title", "")
    hint = next((c for word, c in CATEGORY_HINTS if word in said or word in title), None)
    values["category"] = (hint or Category.DISTRICT_MENU).value
    if not said:
        return []
    return [Problem("note_category_guessed", {"value": said})]


def _staff_number(cell: CellValue, width: int | None) -> str | None:
    return cells.parse_staff_number(cell, width=width)


def _year(cell: CellValue) -> int | None:
    if cells.is_nothing(cell):
        return None
    found = re.match(r"^(\d{4})(?:年|年度)?$", cells.clean_text(cell))
    if found is None or not 2000 <= int(found.group(1)) <= clock.today().year + 1:
        raise CellProblem("hours_year_unreadable", value=cells.clean_text(cell)[:20])
    return int(found.group(1))


def _category(cell: CellValue) -> str | None:
    """The category's slug, or the words as they stand where they name none."""
    text = cells.parse_text(cell, limit=60)
    if text is None:
        return None
    plain = "".join(text.split())
    known = CATEGORY_WORDS.get(plain)
    if known is None:
        known = next((c for c in Category if str(c.label) == text), None)
    return known.value if known else plain


def _level(cell: CellValue) -> str | None:
    text = cells.parse_text(cell, limit=20)
    if text is None:
        return None
    known = next((level for word, level in LEVEL_WORDS.items() if word in text), None)
    return known.value if known in Level else None


def _day(cell: CellValue) -> str | None:
    day = cells.parse_date(cell)
    return day.isoformat() if day else None


def _days(cell: CellValue) -> tuple[str, str] | None:
    """2026.3.5-3.8, 2026年3月5日至8日, 2026-03-05 ~ 2026-03-08, or one day."""
    if cells.is_nothing(cell):
        return None
    if not isinstance(cell, str):
        day = _day(cell)
        return (day, day) if day else None
    text = re.sub(r"\s", "", cells.clean_text(cell))
    found = _RANGE.match(text)
    if found is None:
        day = _day(text)
        return (day, day) if day else None
    first = cells.parse_date(found.group(1))
    if first is None:
        return None
    return first.isoformat(), _last_day(found.group(2), first, text).isoformat()


def _last_day(rest: str, first: date, whole: str) -> date:
    try:
        if of_year := _REST_MONTH_DAY.match(rest):
            return date(first.year, int(of_year.group(1)), int(of_year.group(2)))
        if of_month := _REST_DAY.match(rest):
            return first.replace(day=int(of_month.group(1)))
    except ValueError:
        raise CellProblem("day_of_month", value=whole[:60]) from None
    last = cells.parse_date(rest)
    if last is None:
        raise CellProblem("month_unreadable", value=whole[:60])
    return last


def _hours(cell: CellValue) -> str | None:
    """4, 4.0, "4学时", "４": as text with a decimal that says something."""
    if cells.is_nothing(cell):
        return None
    text = cells.clean_text(cell)
    plain = re.sub(r"(学时|课时|小时|h)$", "", text.replace(" ", ""), flags=re.IGNORECASE)
    try:
        hours = Decimal(plain)
    except InvalidOperation:
        raise CellProblem("hours_unreadable", value=text[:20]) from None
    if not hours.is_finite() or hours < 0:
        raise CellProblem("hours_unreadable", value=text[:20])
    if hours % HALF:
        raise CellProblem("hours_not_halves", value=text[:20])
    if hours > MOST_HOURS:
        raise CellProblem("hours_too_many", value=text[:20])
    return f"{hours.normalize():f}" if hours else "0"


_PARSERS: dict[str, Callable[[CellValue], Any]] = {
    "staff_number": cells.parse_staff_number,
    "name": cells.parse_name,
    "year": _year,
    "title": lambda cell: cells.parse_text(cell, limit=120),
    "category": _category,
    "organiser": lambda cell: cells.parse_text(cell, limit=60),
    "level": _level,
    "starts_on": _day,
    "ends_on": _day,
    "days": _days,
    "hours": _hours,
    "total": _hours,
    "certificate": lambda cell: cells.parse_text(cell, limit=40),
}


def _given(row: dict[str, CellValue]) -> dict[str, Any]:
    """Filled cells only, fit for JSON, so that a rejected row can be sent back as it was."""
    return {slug: _plain(value) for slug, value in row.items() if value != ""}


def _plain(value: CellValue) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
