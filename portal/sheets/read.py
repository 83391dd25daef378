"""Reading .xlsx, .xls and .csv as schools send them, whatever the file's name says.

The content decides the type. What could harm is refused before a parser sees
it (size, zip bombs, a stray cell at the far end of the sheet, macros); hidden
sheets are left alone. calamine reads the cells themselves and not the
`<dimension>` of the file, which WPS writes wrongly.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import IO, Literal

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from portal.refusal import Refused

CellValue = str | float | int | bool | date | datetime | time | timedelta
#: first row, first column, last row, last column; from 0.
MergedRange = tuple[int, int, int, int]

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_ZIP_ENTRIES = 2_000
#: Rows × columns of one sheet; 20,000 rows of 100 columns.
MAX_AREA = 2_000_000

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"')


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: every row from the first, each as wide as the sheet."""

    name: str
    rows: list[list[CellValue]]
    merged: list[MergedRange] = field(default_factory=list)


@dataclass(frozen=True)
class Book:
    """What was read; `kind` is by content. `hidden` names the sheets left alone."""

    kind: Literal["xlsx", "xls", "csv"]
    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list)


def read_workbook(file: IO[bytes], filename: str = "") -> list[Sheet]:
    """The visible sheets of a workbook or a .csv; see `read_book`."""
    return read_book(file, filename).sheets


def read_book(file: IO[bytes], filename: str = "") -> Book:
    """Read a sheet file. Raises Refused with the reason in words.

    Codes: file_empty, file_too_large, file_bomb, file_macros, file_password,
    file_web_page, file_kind, file_damaged, sheet_too_large.
    """
    content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise Refused(
            "file_too_large",
            _("The file is larger than %(limit)s MB.") % {"limit": MAX_FILE_BYTES // 1024 // 1024},
        )
    if not content.strip():
        raise Refused("file_empty", _("The file is empty."))
    if content.startswith(b"PK"):
        _check_package(content)
        return _read_calamine(content, "xlsx")
    if content.startswith(_OLE_MAGIC):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _password()
        return _read_calamine(content, "xls")
    return _read_text(content, filename)


def _password() -> Refused:
    return Refused(
        "file_password", _("The file is protected by a password; save a copy without one.")
    )


def _damaged() -> Refused:
    return Refused(
        "file_damaged",
        _("The file is damaged or no sheet file; open it in Excel or WPS and save it as .xlsx."),
    )


def _check_package(content: bytes) -> None:
    """Refuse what would be dear or dangerous to unpack; reads each entry once.

    zipfile stops at the size an entry declares and then checks its CRC, so a
    declared size that lies is found here and not in the parser.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ZIP_ENTRIES or unpacked > MAX_UNPACKED_BYTES:
                raise Refused("file_bomb", _("The file unpacks to more than a roster can hold."))
            names = {entry.filename for entry in entries}
            if not names & {"xl/workbook.xml", "xl/workbook.bin"}:
                raise Refused("file_kind", _("This is no sheet file: send .xlsx, .xls or .csv."))
            if any(name.endswith("vbaProject.bin") for name in names):
                raise Refused("file_macros", _("The file contains macros; save it as .xlsx."))
            for entry in entries:
                data = package.read(entry)
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _check_reach(data)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise _damaged() from error


def _check_reach(sheet_xml: bytes) -> None:
    """Refuse a sheet whose farthest filled cell would make millions of empty ones."""
    last_row, last_column, has_bare_cells = 0, 0, False
    for match in _CELL.finditer(sheet_xml):
        attributes = match.group(1)
        if attributes.endswith(b"/"):
            continue
        reference = _REFERENCE.search(attributes)
        if reference is None:
            has_bare_cells = True
            continue
        last_row = max(last_row, int(reference.group(2)))
        last_column = max(last_column, _column_number(reference.group(1)))
    if has_bare_cells:
        last_row = max([last_row, *(int(m.group(1)) for m in _ROW.finditer(sheet_xml))])
    if last_row * max(last_column, 1) > MAX_AREA:
        raise Refused(
            "sheet_too_large",
            _("The sheet reaches down to row %(row)s; delete what stands far below the list.")
            % {"row": last_row},
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read_calamine(content: bytes, kind: Literal["xlsx", "xls"]) -> Book:
    try:
        return _read_sheets(content, kind)
    except CalamineError as error:
        if "password" in str(error).lower():
            raise _password() from error
        raise _damaged() from error
    except BaseException as error:
        # A panic of the Rust parser arrives as a BaseException of no importable class.
        if type(error).__name__ == "PanicException":
            raise _damaged() from error
        raise


def _read_sheets(content: bytes, kind: Literal["xlsx", "xls"]) -> Book:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets, hidden = [], []
    for about in workbook.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.visible != SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        sheet = workbook.get_sheet_by_name(about.name)
        rows = sheet.to_python(skip_empty_area=False)
        merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
        sheets.append(Sheet(about.name, rows, merged))
    return Book(kind, sheets, hidden)


def _read_text(content: bytes, filename: str) -> Book:
    text = _decode(content)
    if re.match(r"\s*(<!doctype|<html|<table|<\?xml)", text[:500], re.IGNORECASE):
        raise Refused(
            "file_web_page",
            _("The file is a web page in disguise; open it in Excel or WPS and save it as .xlsx."),
        )
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise _damaged() from error
    width = max((len(row) for row in rows), default=0)
    if len(rows) * width > MAX_AREA:
        raise Refused("sheet_too_large", _("The file has more rows than a roster can hold."))
    padded: list[list[CellValue]] = [[*row, *[""] * (width - len(row))] for row in rows]
    return Book("csv", [Sheet(filename.rsplit("/", 1)[-1] or "csv", padded)])


def _decode(content: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with one, else GB18030."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        encodings = []
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("file_kind", _("This is no sheet file: send .xlsx, .xls or .csv."))


def _delimiter(text: str) -> str:
    """What stands most often in the first lines: comma, tab or semicolon."""
    head = "\n".join(text.splitlines()[:20])
    return max(",\t;", key=head.count)
