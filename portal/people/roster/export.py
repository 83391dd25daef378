"""Our own sheets of the staff: the export that imports again as unchanged, the template,
and the rejected rows as they were given, each with its reasons.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from portal import clock
from portal.people.models import ImportRow, ImportRun, User
from portal.people.roster.display import in_sheet
from portal.people.roster.snapshot import load_snapshot
from portal.people.roster.vocabulary import FIELDS
from portal.sheets.header import Field
from portal.sheets.problems import Problem
from portal.sheets.write import Column, workbook_response

_WIDTHS = {
    "name": 12,
    "gender": 7,
    "phone": 15,
    "email": 26,
    "main_group": 18,
    "prep_groups": 24,
    "grade_classes": 18,
    "honours": 24,
    "posts": 18,
    "remark": 24,
}
#: An export says it, and an import passes over it: leaving is the office's own act.
STATUS_HEADER = "在职状态"


def _column(field: Field) -> Column:
    """The header is the school's own word, so that any language of the page imports again."""
    return Column(field.synonyms[0], width=_WIDTHS.get(field.slug, 13))


def staff_workbook(people: QuerySet[User]) -> HttpResponse:
    """The people of a list, in its order. Ten queries whatever the number."""
    ids = list(people.values_list("pk", flat=True))
    known = load_snapshot().people
    with translation.override("zh-hans"):
        statuses = {value: str(label) for value, label in User.Status.choices}
    rows = (
        [*(in_sheet(f.slug, known[pk].values[f.slug]) for f in FIELDS), statuses[known[pk].status]]
        for pk in ids
    )
    columns = [*map(_column, FIELDS), Column(STATUS_HEADER)]
    return workbook_response(f"教职工名册 {clock.today()}", "教职工名册", columns, rows)


_EXAMPLES = {
    "staff_number": "0087",
    "name": "陈静",
    "gender": "女",
    "birth_month": "1988-08",
    "phone": "13800000000",
    "email": "chenjing@school.example",
    "subject": "数学",
    "grade_classes": "八(3)、八(4)",
    "main_group": "数学教研组",
    "prep_groups": "八年级数学备课组",
    "posts": "备课组长",
    "title": "一级教师",
    "honours": "区骨干教师",
    "taught_since": "2010-08",
    "class_teacher_of": "八(3)班",
    "remark": "本行为示例，填写前请删除",
}


def template_workbook() -> HttpResponse:
    """An empty roster with one invented example; only 工号 and 姓名 must be filled."""
    row: list[Any] = [_EXAMPLES.get(field.slug) for field in FIELDS]
    return workbook_response(
        "教职工名册模板", "教职工名册（工号、姓名必填）", [*map(_column, FIELDS)], [row]
    )


def rejected_workbook(run: ImportRun) -> HttpResponse:
    """Wrong and unanswered rows with the cells as they stood, to be mended and sent again."""
    given = {column["field"] for column in run.report["columns"] if column["use"] == "read"}
    fields = [field for field in FIELDS if field.slug in given]
    columns = [
        Column(_("Reasons"), width=60, wraps=True),
        Column(_("Row of the sheet")),
        *map(_column, fields),
    ]
    held_back = [ImportRow.Outcome.WRONG, ImportRow.Outcome.ASKS]
    rows = run.rows.filter(outcome__in=held_back).order_by("position")
    return workbook_response(
        _("Rejected rows of %(file)s") % {"file": run.file_name.rsplit(".", 1)[0]},
        _("Rejected rows"),
        columns,
        ([reasons_of(r), r.number, *(r.given.get(f.slug) for f in fields)] for r in rows),
    )


def reasons_of(row: ImportRow) -> str:
    """All that is wrong with a row, a line each."""
    problems = [Problem.from_json(problem) for problem in row.problems]
    if row.question:
        problems.append(Problem.from_json(row.question["asked"]))
    return "\n".join(f"{p.column}: {p}" if p.column else str(p) for p in problems)
