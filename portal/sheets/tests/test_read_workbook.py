"""A file is read by what it holds, not by its name; what could harm is refused in words."""

import io
import zipfile
import zlib

import pytest
import xlwt

from portal.refusal import Refused
from portal.sheets import read
from portal.sheets.read import read_book, read_workbook
from portal.sheets.tests.books import replaced, with_entry, workbook

ROWS = [["工号", "姓名"], ["0087", "陈静"], ["0088", "王芳"]]


def sheets_of(content, name="roster"):
    return read_workbook(io.BytesIO(content), name)


def code_of(content):
    with pytest.raises(Refused) as refusal:
        sheets_of(content)
    assert str(refusal.value)
    return refusal.value.code


def test_xlsx_is_read_whatever_its_name():
    assert sheets_of(workbook(ROWS), "roster.csv")[0].rows == ROWS


def test_hidden_sheet_is_left_alone_and_named():
    book = read_book(io.BytesIO(workbook(ROWS, hidden="离退休")))

    assert [sheet.name for sheet in book.sheets] == ["名册"]
    assert book.hidden == ["离退休"]


@pytest.mark.parametrize("reference", [b"A1", b"A1:A1", b"A1:XFD1048576", b"C5:D6"])
def test_dimension_that_lies_makes_no_difference(reference):
    content = replaced(
        workbook(ROWS), rb'<dimension ref="[^"]*"', b'<dimension ref="%b"' % reference
    )

    assert sheets_of(content)[0].rows == ROWS


def test_rows_count_from_the_first_of_the_sheet():
    sheet = sheets_of(workbook([[], [], *ROWS]))[0]

    assert sheet.rows[2] == ROWS[0]


def test_merged_cells_are_told():
    assert sheets_of(workbook(ROWS, merge=["A2:A3"]))[0].merged == [(1, 0, 2, 0)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"], ids=lambda name: name
)
def test_csv_is_read_in_every_encoding(encoding):
    assert sheets_of("工号,姓名\n0087,陈静\n0088,王芳\n".encode(encoding))[0].rows == ROWS


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_csv_with_another_delimiter(delimiter):
    content = "\n".join(delimiter.join(row) for row in ROWS).encode("gb18030")

    assert sheets_of(content)[0].rows == ROWS


def test_csv_rows_are_padded_to_one_width():
    assert sheets_of(b"a,b,c\n1\n")[0].rows == [["a", "b", "c"], ["1", "", ""]]


def test_xls_is_read_with_its_merged_cells():
    written = xlwt.Workbook(encoding="utf-8")
    sheet = written.add_sheet("名册")
    for column, head in enumerate(("工号", "姓名")):
        sheet.write(0, column, head)
    sheet.write_merge(1, 2, 0, 0, "0087")
    sheet.write(1, 1, "陈静")
    sheet.write(2, 1, "王芳")
    hidden = written.add_sheet("离退休")
    hidden.visibility = 1
    content = io.BytesIO()
    written.save(content)

    book = read_book(io.BytesIO(content.getvalue()))

    assert book.kind == "xls"
    assert book.sheets[0].rows == [["工号", "姓名"], ["0087", "陈静"], ["", "王芳"]]
    assert book.sheets[0].merged == [(1, 0, 2, 0)]
    assert book.hidden == ["离退休"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"  \r\n ", "file_empty"),
        (b"%PDF-1.7\x00\x01", "file_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file_damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "file_password",
        ),
        (b"PK\x03\x04 and then nothing", "file_damaged"),
        (b'\n<html xmlns:x="urn:schemas-microsoft-com:office:excel">', "file_web_page"),
    ],
)
def test_what_is_no_sheet_is_refused(content, code):
    assert code_of(content) == code


def test_zip_without_a_workbook_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<x/>")

    assert code_of(stream.getvalue()) == "file_kind"


def test_macros_are_refused():
    assert code_of(with_entry(workbook(ROWS), "xl/vbaProject.bin", b"x")) == "file_macros"


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(read, "MAX_FILE_BYTES", 100)

    assert code_of(workbook(ROWS)) == "file_too_large"


def test_bomb_is_refused_before_it_is_unpacked():
    stream = io.BytesIO(workbook(ROWS))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/x.xml", b"0" * (read.MAX_UNPACKED_BYTES + 1))

    assert code_of(stream.getvalue()) == "file_bomb"


def test_size_that_lies_is_found():
    content = with_entry(workbook(ROWS), "xl/media/x", b"abcd" * 1000)
    crc = zlib.crc32(b"abcd" * 1000).to_bytes(4, "little")
    lying = content.replace(crc + (4000).to_bytes(4, "little") * 2, crc + b"\x10\0\0\0" * 2)
    assert lying != content

    assert code_of(lying) == "file_damaged"


@pytest.mark.parametrize("far", [b"XFD1048576", b"A1048576", b"XFD200"])
def test_stray_cell_far_away_is_refused(far):
    content = replaced(workbook(ROWS), rb'r="B3"', b'r="%b"' % far)

    assert code_of(content) == "sheet_too_large"


def test_formatted_empty_cell_far_away_is_no_matter():
    content = replaced(
        workbook(ROWS),
        rb"</sheetData>",
        b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>',
    )

    assert sheets_of(content)[0].rows == ROWS
