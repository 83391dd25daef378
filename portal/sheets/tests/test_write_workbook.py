"""Every export is one kind of workbook: titled, frozen, typed, and safe to open."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from portal.sheets.write import Column, safe_text, workbook_response, write_workbook


def sheet_of(content):
    return load_workbook(io.BytesIO(content)).active


def test_title_header_and_rows_stand_in_this_order():
    sheet = sheet_of(write_workbook("应交一览", ["姓名", "篇数"], [["林晓", 3]]))

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["应交一览", None],
        ["姓名", "篇数"],
        ["林晓", 3],
    ]
    assert sheet.title == "应交一览"


def test_header_is_frozen_and_filtered():
    sheet = sheet_of(write_workbook("T", ["A", Column("B", width=33)], [[1, 2], [3, 4]]))

    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:B4"
    assert sheet.column_dimensions["B"].width == 33


def test_dates_and_numbers_stay_what_they_are():
    moment = datetime(2026, 9, 1, 1, 30, tzinfo=UTC)
    row = [date(2026, 9, 1), moment, 7, Decimal("1.5"), None]
    sheet = sheet_of(write_workbook("T", list("ABCDE"), [row]))

    cells = next(iter(sheet.iter_rows(min_row=3)))
    assert cells[0].value.isoformat() == "2026-09-01T00:00:00"
    assert cells[0].number_format == "yyyy-mm-dd"
    assert cells[1].value.isoformat() == "2026-09-01T09:30:00"
    assert [cell.value for cell in cells[2:]] == [7, 1.5, None]


def test_leading_zeros_are_kept_as_text():
    sheet = sheet_of(write_workbook("T", ["工号"], [["0087"]]))

    assert sheet["A3"].value == "0087"
    assert sheet["A3"].number_format == "@"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " ="])
def test_formula_is_kept_as_text(start):
    sheet = sheet_of(write_workbook("T", ["A"], [[f"{start}HYPERLINK(1)"]]))

    assert sheet["A3"].data_type == "s"
    assert sheet["A3"].value.startswith("'")


def test_title_and_header_are_escaped_too():
    sheet = sheet_of(write_workbook("=1+1", ["=2+2"], []))

    assert [sheet["A1"].value, sheet["A2"].value] == ["'=1+1", "'=2+2"]


def test_error_words_and_control_characters_are_plain_text():
    sheet = sheet_of(write_workbook("a/b:c", ["A"], [["#REF!"], ["x\x00\x0by"]]))

    assert [sheet["A3"].data_type, sheet["A3"].value] == ["s", "#REF!"]
    assert sheet["A4"].value == "xy"


def test_lazy_words_are_written_in_the_language_of_the_moment():
    sheet = sheet_of(write_workbook(gettext_lazy("Staff"), [gettext_lazy("Name")], []))

    assert isinstance(sheet["A2"].value, str)


def test_row_of_another_length_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="zip"):
        write_workbook("T", ["A", "B"], [[1]])


def test_download_names_the_file_and_is_not_cached():
    response = workbook_response("教职工名册", "T", ["A"], [])

    assert "%E6%95%99" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private, no-store"


@given(st.text(max_size=200))
def test_whatever_is_written_opens_and_holds_no_formula(text):
    content = write_workbook("T", ["A"], [[text]])

    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert sheet_of(content)["A3"].data_type in {"s", "n"}


@given(st.text(max_size=50))
def test_safe_text_never_begins_like_a_formula(text):
    assert not safe_text(text).startswith(("=", "+", "-", "@", "\t", "\r"))
