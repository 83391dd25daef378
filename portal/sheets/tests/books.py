"""Small invented workbooks, and ways to spoil them."""

import io
import re
import zipfile

from openpyxl import Workbook


def workbook(rows, *, merge=(), hidden=None, title="名册"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    if hidden:
        secret = book.create_sheet(hidden)
        secret.sheet_state = "hidden"
        for row in rows:
            secret.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def replaced(content, pattern, replacement, *, entry="xl/worksheets/sheet1.xml"):
    """The package with a pattern of one entry replaced, once."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == entry:
                data, count = re.subn(pattern, replacement, data, count=1)
                assert count == 1, pattern
            new.writestr(name, data)
    return stream.getvalue()


def with_entry(content, name, data):
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, data)
    return stream.getvalue()
