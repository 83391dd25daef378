"""The header is found below titles, in other words, with columns nobody asked for."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sheets.header import Field, Vocabulary, find_header, label_forms
from portal.sheets.read import Sheet, read_book
from portal.sheets.table import IDENTITY_CARD_REMOVED, read_table
from portal.sheets.tests.books import workbook

VOCABULARY = Vocabulary(
    fields=(
        Field("number", "Number", ("工号", "教工号", "编号"), is_personal=True),
        Field("name", "Name", ("姓名", "教师姓名"), is_personal=True),
        Field("group", "Group", ("教研组", "部门"), fills_down=True),
        Field("phone", "Phone", ("手机号", "联系电话"), is_personal=True),
        Field("mail", "Mail", ("邮箱", "E-mail")),
    ),
    anchors=("number", "name"),
    counters=("序号",),
    private=("身份证",),
)
HEADER = ["序号", "教工号", "姓 名", "教研组", "手机号"]


def table_of(rows, **options):
    return read_table(read_book(io.BytesIO(workbook(rows, **options))), VOCABULARY)


def cells(table, slug):
    return [row.cells[slug] for row in table.rows]


@pytest.mark.parametrize(
    "label",
    [
        "工号",
        " 工 号 ",
        "工\n号",
        "*工号",
        "工号*",
        "【工号】",
        "工号（必填）",
        "工号:",
        "(工号)",
        "工　号",
    ],
)
def test_spaces_line_breaks_asterisks_and_brackets_do_not_matter(label):
    header = find_header(Sheet("s", [[label, "姓名"]]), VOCABULARY)

    assert header.fields == {"number": 0, "name": 1}


@given(
    noise=st.lists(st.sampled_from([" ", "\n", "*", "　", "\t", "：", "＊"]), max_size=6),
    titles=st.integers(0, 20),
    order=st.permutations(["教工号", "姓名", "教研组", "联系电话", "E-mail"]),
)
def test_any_order_any_noise_any_titles(noise, titles, order):
    padded = [("".join(noise)).join([*label]) + "".join(noise) for label in order]
    rows = [["某校教职工花名册"] * 5] * titles + [padded]

    header = find_header(Sheet("s", rows), VOCABULARY)

    slugs = {"教工号": "number", "姓名": "name", "教研组": "group", "联系电话": "phone"}
    assert header.row == titles
    assert header.fields == {slugs.get(label, "mail"): n for n, label in enumerate(order)}


@given(st.text(max_size=40))
def test_any_label_has_forms_without_spaces(label):
    assert all(form and not any(char.isspace() for char in form) for form in label_forms(label))


def test_titles_above_the_header_are_passed_over():
    table = table_of(
        [["某校花名册"], ["填报部门：办公室"], HEADER, [1, "0087", "陈静", "语文", ""]]
    )

    assert [(row.number, row.cells["number"]) for row in table.rows] == [(4, "0087")]


def test_header_merged_over_two_rows():
    table = table_of(
        [
            ["工号", "姓名", "联系方式", ""],
            ["", "", "手机号", "邮箱"],
            ["1", "陈静", "199", "a@b.c"],
        ],
        merge=["A1:A2", "B1:B2", "C1:D1"],
    )

    assert table.fields == ["number", "name", "phone", "mail"]
    assert [row.number for row in table.rows] == [3]


def test_sheet_without_a_header_is_named():
    table = table_of([["甲", "乙"], ["1", "2"]])

    assert (table.rows, table.without_header) == ([], ["名册"])


def test_what_becomes_of_each_column_is_told():
    table = table_of([[*HEADER, "部门", "身份证号码", "家庭住址"], [1, "0087", "陈静", "语文"]])

    assert {c.label: c.use for c in table.columns} == {
        "序号": "counter",
        "教工号": "read",
        "姓 名": "read",
        "教研组": "read",
        "手机号": "read",
        "部门": "again",
        "身份证号码": "private",
        "家庭住址": "unknown",
    }


def test_preferred_name_wins_wherever_it_stands():
    table = table_of([["部门", "姓名", "教研组"], ["教务处", "陈静", "语文组"]])

    assert cells(table, "group") == ["语文组"]


def test_merged_group_counts_for_all_its_rows_and_no_further():
    table = table_of(
        [HEADER, [1, "1", "甲", "语文"], [2, "2", "乙"], [3, "3", "丙"], [4, "4", "丁", None]],
        merge=["D2:D4"],
    )

    assert cells(table, "group") == ["语文", "语文", "语文", ""]


def test_merged_name_is_not_repeated():
    table = table_of([HEADER, [1, "1", "甲", "语文"], [2, "2"]], merge=["C2:C3"])

    assert cells(table, "name") == ["甲", ""]


@pytest.mark.parametrize("ditto", ["同上", "同 上", "〃", "″", '"'])
def test_ditto_takes_the_cell_above(ditto):
    table = table_of([HEADER, [1, "1", "甲", "语文"], [2, "2", "乙", ditto], [3, "3", "丙", ditto]])

    assert cells(table, "group") == ["语文"] * 3


def test_ditto_without_anything_above_is_a_problem():
    table = table_of([HEADER, [1, "1", "甲", "同上"]])

    assert [problem.code for problem in table.rows[0].problems] == ["ditto_first"]


def test_rows_without_a_known_cell_are_no_rows():
    table = table_of([HEADER, [1, "1", "甲"], [2, " ", "　"], [None] * 5, ["制表人：某"]])

    assert [row.number for row in table.rows] == [2]


def test_header_repeated_for_print_is_no_row():
    table = table_of([HEADER, [1, "1", "甲"], HEADER, [2, "2", "乙"]])

    assert cells(table, "name") == ["甲", "乙"]


@pytest.mark.parametrize(
    "given", ["32010219880801002X", "证号 320102198808010028 见附件", 320102198808010028]
)
def test_identity_card_numbers_are_never_carried_on(given):
    table = table_of([HEADER, [1, "1", "甲", given]])

    value = str(table.rows[0].cells["group"])
    assert IDENTITY_CARD_REMOVED in value
    assert "3201021988" not in value
