"""Invented rosters as a school would send them, built with openpyxl."""

import io

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

HEADER = [
    "序号", "教工号", "姓 名", "性别", "出生年月", "参加工作时间", "任教学科", "职称",
    "教研组", "备课组", "班主任", "手机号码", "电子邮箱", "骨干称号", "备注",
]  # fmt: skip
COLUMN = {
    "number": 1, "name": 2, "gender": 3, "born": 4, "since": 5, "subject": 6, "title": 7,
    "group": 8, "prep": 9, "class": 10, "phone": 11, "mail": 12, "honour": 13, "remark": 14,
}  # fmt: skip


def person(number, name, **cells):
    """A row of the sheet; what is not said is believable and unique by the number."""
    digits = "".join(filter(str.isdigit, str(number))) or "1"
    row = {
        "gender": "女",
        "born": "1988年8月",
        "since": "2010/08/01",
        "subject": "语文",
        "title": "一级教师",
        "group": "语文教研组",
        "prep": "七年级语文备课组",
        "phone": f"1990000{int(digits):04d}",
        "mail": f"t{int(digits):04d}@school.example",
    } | cells
    filled = [""] * len(HEADER)
    filled[1], filled[2] = number, name
    for name_of_cell, value in row.items():
        filled[COLUMN[name_of_cell]] = value
    return filled


def roster(*people, header=HEADER, merge_groups=False, hidden=True, trailing=12):
    """The workbook's bytes: two title rows, the header, the people, empty rows below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "教职工花名册"
    sheet.append(["××示范中学2026—2027学年第一学期教职工花名册"])
    sheet.append(["填报部门：校办公室"])
    sheet.append(list(header))
    for counter, row in enumerate(people, start=1):
        sheet.append([counter, *row[1:]])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.data_type = "s"
    sheet.merge_cells(f"A1:{get_column_letter(len(header))}1")
    if merge_groups:
        merge_equal(sheet, COLUMN["group"] + 1, first=4)
    for _row in range(trailing):
        sheet.append([None] * len(header))
    sheet.cell(row=sheet.max_row + trailing, column=1).value = " "
    if hidden:
        retired = book.create_sheet("离退休")
        retired.sheet_state = "hidden"
        retired.append(list(header))
        retired.append(person("9001", "不应导入"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def merge_equal(sheet, column, *, first):
    """Merge runs of equal cells, as the office does with its groups."""
    start = first
    for row in range(first + 1, sheet.max_row + 2):
        same = row <= sheet.max_row and (
            sheet.cell(row=row, column=column).value == sheet.cell(row=start, column=column).value
        )
        if same:
            continue
        if row - 1 > start:
            sheet.merge_cells(
                start_row=start, end_row=row - 1, start_column=column, end_column=column
            )
        start = row
