"""The timetable as a sheet: a row for each lesson, which imports again as unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.sheets.problems import Problem
from portal.sheets.write import Column
from research.timetable.models import Entry, Weeks
from research.timetable.sheet.judge import Outcome, Verdict

#: The school's own words, in either language of the page: our import reads them.
HEADER = ("工号", "教师", "星期", "节次", "班级", "学科", "单双周")
_DAYS = dict(zip(range(1, 8), "一二三四五六日", strict=True))
_WEEKS = {Weeks.EVERY: "", Weeks.ODD: "单周", Weeks.EVEN: "双周"}
EXAMPLES = [
    ("0087", "陈静", "周一", 1, "七(3)班", "语文", ""),
    ("0087", "陈静", "周三", 5, "七(4)班", "语文", "单周"),
]


def columns() -> list[Column]:
    return [Column(label, width=12) for label in HEADER]


def rows_of(entries: Iterable[Entry]) -> Iterator[tuple[Any, ...]]:
    for entry in entries:
        yield (
            entry.person.staff_number,
            entry.person.name,
            f"周{_DAYS[entry.weekday]}",
            entry.period,
            entry.class_name,
            entry.subject.name,
            _WEEKS[Weeks(entry.weeks)],
        )


def rejected_columns() -> list[Column]:
    return [
        Column(pgettext("in a sheet", "Where")),
        *columns(),
        Column(_("The cell"), width=24),
        Column(_("Reason"), width=48, wraps=True),
    ]


def rejected_rows(verdicts: Iterable[Verdict]) -> Iterator[tuple[Any, ...]]:
    """What was wrong or unanswered, as it stood, with the reason: to be mended and read again."""
    for verdict in verdicts:
        if verdict.outcome not in {Outcome.WRONG, Outcome.ASKS}:
            continue
        cell = verdict.cell
        weekday = cell.get("weekday", "")
        yield (
            cell["at"],
            cell.get("number", ""),
            cell.get("teacher", ""),
            f"周{_DAYS[weekday]}" if weekday in _DAYS else weekday,
            cell.get("period", ""),
            cell.get("class_name", ""),
            cell.get("subject", ""),
            cell.get("weeks", ""),
            cell.get("text", ""),
            "\n".join(str(problem) for problem in _reasons(verdict)),
        )


def _reasons(verdict: Verdict) -> list[Problem]:
    return verdict.problems
