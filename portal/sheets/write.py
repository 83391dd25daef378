"""Writing an .xlsx that opens in Excel, WPS and LibreOffice without a warning.

Every export of the portal goes through here, because here cells are made safe:
text that a spreadsheet would run as a formula is kept as text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Excel's own limit for the text of one cell.
MAX_CELL_LENGTH = 32_767
DATE_FORMAT = "yyyy-mm-dd"
DATETIME_FORMAT = "yyyy-mm-dd hh:mm"
TEXT_FORMAT = "@"

_RUNS_AS_FORMULA = re.compile(r"^\s*[=+\-@]|^[\t\r\n]")
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_TITLE_FONT = Font(bold=True, size=14)
_HEADER_FONT = Font(bold=True)
_HEADER_FILL = PatternFill("solid", start_color="E7EDF3")
_LINE = Side(style="thin", color="C9D2DB")
_HEADER_BORDER = Border(bottom=_LINE)
_HEADER_ALIGNMENT = Alignment(vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Column:
    """`width` in characters; guessed from the label when 0. `format` is Excel's number format.

    A long text column says `wraps`. A plain string does as a column with a label only.
    """

    label: str | Promise
    width: int = 0
    format: str = ""
    wraps: bool = False


def safe_text(value: str) -> str:
    """The text with anything a spreadsheet would run, or could not open, made harmless."""
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if _RUNS_AS_FORMULA.match(text):
        text = f"'{text}"
    return text[:MAX_CELL_LENGTH]


def write_workbook(
    title: str | Promise, columns: Sequence[str | Promise | Column], rows: Iterable[Sequence[Any]]
) -> bytes:
    """One sheet: the title, a frozen header row with a filter, then the rows.

    Dates, date-times (shown in school time), numbers and decimals stay what
    they are; None is an empty cell; everything else is its text.
    """
    heads = [c if isinstance(c, Column) else Column(c) for c in columns]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(str(title)))
    _lay_out(sheet, heads)
    count = 2
    with ExitStack() as on_failure:
        # A half-written sheet is closed, or its temporary file would complain later.
        on_failure.callback(sheet.close)
        sheet.append([_cell(sheet, safe_text(str(title)), font=_TITLE_FONT)])
        sheet.append([_header_cell(sheet, head) for head in heads])
        for row in rows:
            sheet.append([_value_cell(sheet, v, h) for v, h in zip(row, heads, strict=True)])
            count += 1
        on_failure.pop_all()
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(heads))}{count}"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook_response(
    filename: str,
    title: str | Promise,
    columns: Sequence[str | Promise | Column],
    rows: Iterable[Sequence[Any]],
) -> HttpResponse:
    """The workbook as a download that no cache keeps."""
    response = HttpResponse(write_workbook(title, columns, rows), content_type=XLSX)
    if not filename.endswith(".xlsx"):
        filename += ".xlsx"
    header = content_disposition_header(as_attachment=True, filename=filename)
    response["Content-Disposition"] = header or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _sheet_name(title: str) -> str:
    name = _FORBIDDEN_IN_SHEET_NAME.sub(" ", ILLEGAL_CHARACTERS_RE.sub("", title)).strip(" '")
    return name[:31] or "Sheet1"


def _lay_out(sheet: WriteOnlyWorksheet, heads: Sequence[Column]) -> None:
    """Widths, the frozen header and the printed page; must precede the first row."""
    for index, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = head.width or _guess_width(head)
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _guess_width(head: Column) -> int:
    """A Chinese character is two Latin ones wide."""
    label = str(head.label)
    wide = sum(2 if ord(char) > 0x2E7F else 1 for char in label)
    return 40 if head.wraps else min(max(wide + 4, 11), 40)


def _cell(sheet: WriteOnlyWorksheet, value: Any, **style: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        # Decided here, so that openpyxl never takes a text for a formula or an error value.
        cell.data_type = "s"
    for name, setting in style.items():
        setattr(cell, name, setting)
    return cell


def _header_cell(sheet: WriteOnlyWorksheet, head: Column) -> WriteOnlyCell:
    return _cell(
        sheet,
        safe_text(str(head.label)),
        font=_HEADER_FONT,
        fill=_HEADER_FILL,
        border=_HEADER_BORDER,
        alignment=_HEADER_ALIGNMENT,
    )


def _value_cell(sheet: WriteOnlyWorksheet, value: Any, head: Column) -> Any:
    plain = None if value is None else _plain(value)
    if plain is None or plain == "":
        return None
    style: dict[str, Any] = {}
    if head.format:
        style["number_format"] = head.format
    elif isinstance(plain, datetime):
        style["number_format"] = DATETIME_FORMAT
    elif isinstance(plain, date):
        style["number_format"] = DATE_FORMAT
    elif isinstance(plain, str) and plain.isdigit():
        # Marked as text, so that editing 0087 does not lose its zeros.
        style["number_format"] = TEXT_FORMAT
    if head.wraps:
        style["alignment"] = _WRAPPED
    return _cell(sheet, plain, **style) if style or isinstance(plain, str) else plain


def _plain(value: Any) -> Any:
    """What Excel knows: bool in words, aware times in school time, the rest as safe text."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, date | time | timedelta | int | float | Decimal):
        return value
    return safe_text(str(value))
