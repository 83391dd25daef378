"""Cells as people type them: read as meant, or refused with a reason, never guessed."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.sheets import cells
from portal.sheets.problems import CellProblem

EPOCH = date(1899, 12, 30)
days = st.dates(date(1910, 1, 1), date(2099, 12, 31))
FULL_WIDTH = str.maketrans("0123456789/-.", "０１２３４５６７８９／－．")


def code_of(parse, value):
    with pytest.raises(CellProblem) as problem:
        parse(value)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert str(problem.value.about("column"))
    return problem.value.code


# -- Dates ----------------------------------------------------------------------------------------


@given(
    day=days,
    style=st.sampled_from(
        ["{0}年{1}月{2}日", "{0}/{1}/{2}", "{0}-{1}-{2}", "{0}.{1}.{2}", "{0} 年 {1} 月 {2} 日"]
    ),
    padded=st.booleans(),
    wide=st.booleans(),
)
def test_a_day_in_any_chinese_style(day, style, padded, wide):
    width = "02d" if padded else "d"
    text = style.format(day.year, format(day.month, width), format(day.day, width))

    assert cells.parse_date(text.translate(FULL_WIDTH) if wide else text) == day


@given(day=days, style=st.sampled_from(["{0}年{1}月", "{0}/{1}", "{0}-{1}", "{0}年{1}月份"]))
def test_a_month_gives_its_first_day(day, style):
    assert cells.parse_month(style.format(day.year, day.month)) == day.replace(day=1)


@given(day=days, as_text=st.booleans())
def test_an_excel_serial_as_number_or_as_text(day, as_text):
    serial = (day - EPOCH).days

    assert cells.parse_date(str(serial) if as_text else float(serial)) == day


@given(day=days)
def test_real_dates_stay(day):
    assert cells.parse_date(day) == day
    assert cells.parse_date(datetime.combine(day, datetime.min.time())) == day


@given(day=days)
def test_digits_alone(day):
    assert cells.parse_date(f"{day:%Y%m%d}") == day
    assert cells.parse_date(float(f"{day:%Y%m%d}")) == day
    assert cells.parse_month(f"{day:%Y%m}") == day.replace(day=1)


@given(st.integers(1950, 2030), st.integers(2, 12))
def test_decimal_months(year, month):
    first = date(year, month, 1)

    assert cells.parse_month(f"{year}.{month}") == first
    assert cells.parse_month(f"{year}.{month:02d}") == first
    if month != 10:
        assert cells.parse_month(float(f"{year}.{month:02d}")) == first


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1968年8月", date(1968, 8, 1)),
        ("1988/08/04", date(1988, 8, 4)),
        ("1977.03", date(1977, 3, 1)),
        ("2012.8", date(2012, 8, 1)),
        ("1990.1", date(1990, 1, 1)),
        ("一九八八年八月", date(1988, 8, 1)),
        ("二〇〇五年十二月三十一日", date(2005, 12, 31)),
        ("1996-06-28 00:00:00", date(1996, 6, 28)),
    ],
)
def test_forms_seen_in_real_rosters(text, day):
    assert cells.parse_date(text) == day


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1988年13月", "month_of_year"),
        ("1988年0月", "month_of_year"),
        ("1988年2月30日", "day_of_month"),
        ("1988", "month_missing"),
        (1988.0, "month_missing"),
        (1990.1, "month_ambiguous"),
        ("88年8月", "year_two_digits"),
        ("1500-01-01", "year_out_of_range"),
        ("#REF!", "cell_error"),
        ("不详", "month_unreadable"),
        (12.5, "month_unreadable"),
        (timedelta(days=1), "month_unreadable"),
    ],
)
def test_a_date_that_is_none_says_why(value, code):
    assert code_of(cells.parse_date, value) == code


@given(st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_a_date_is_read_or_refused_never_an_error(value):
    try:
        found = cells.parse_date(value)
    except CellProblem:
        return
    assert found is None or 1900 <= found.year <= 2105


# -- Phones ---------------------------------------------------------------------------------------

phones = st.integers(13_000_000_000, 19_999_999_999)


@given(phones, st.sampled_from(["{0}", " {0} ", "+86 {0}", "+86{0}", "0086{0}", "86{0}", "{0}.0"]))
def test_a_phone_however_it_is_written(phone, style):
    assert cells.parse_phone(style.format(phone)) == str(phone)


@given(phones)
def test_a_phone_as_number_with_dashes_and_full_width(phone):
    text = str(phone)
    dashed = f"{text[:3]}-{text[3:7]}-{text[7:]}"

    assert cells.parse_phone(float(phone)) == text
    assert cells.parse_phone(dashed) == text
    assert cells.parse_phone(dashed.translate(FULL_WIDTH)) == text


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1.38E+10", "number_digits_lost"),
        ("1.3800000E+10", "number_digits_lost"),
        ("12345", "phone_digits"),
        ("23800000000", "phone_digits"),
        ("138000000001", "phone_digits"),
        ("13800000000/13900000000", "phone_several"),
        ("见备注", "phone_digits"),
    ],
)
def test_a_phone_that_is_none_says_why(value, code):
    assert code_of(cells.parse_phone, value) == code


# -- Numbers, names, mail, classes ----------------------------------------------------------------


@given(st.integers(0, 9999), st.integers(4, 6))
def test_leading_zeros_are_kept_and_given_back(number, width):
    text = str(number).zfill(width)

    assert cells.parse_staff_number(text) == text
    assert cells.parse_staff_number(text.translate(FULL_WIDTH)) == text
    assert cells.parse_staff_number(float(number), width=width) == text


@pytest.mark.parametrize(
    ("column", "width"),
    [
        (["0087", "0120", 87.0], 4),
        (["００８７", "0120"], 4),
        (["1087", "1120"], None),
        (["0087", "120"], None),
        (["A01", "B02"], None),
        ([], None),
    ],
)
def test_width_of_a_column_of_numbers(column, width):
    assert cells.width_of_numbers(column) == width


@pytest.mark.parametrize("value", ["<x>", "=1", "工号", "a" * 21, "1 & 2"])
def test_staff_number_of_other_signs_is_refused(value):
    assert code_of(cells.parse_staff_number, value) == "staff_number_characters"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("王 芳", "王芳"),
        ("王　芳", "王芳"),
        (" 欧阳 娜 ", "欧阳娜"),
        ("买买提•艾力", "买买提·艾力"),
        ("John  Smith", "John Smith"),
        ("𠮷田", "𠮷田"),
    ],
)
def test_names(value, name):
    assert cells.parse_name(value) == name


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('=HYPERLINK("http://x","y")', "text_formula"),
        ("＝1+1", "text_formula"),
        ("@cmd", "text_formula"),
        ("<script>alert(1)</script>", "text_markup"),
        ("＜b＞", "text_markup"),
        ("张三1", "name_characters"),
        ("王芳;DROP", "name_characters"),
        ("陈" * 51, "text_too_long"),
    ],
)
def test_a_name_that_is_none_says_why(value, code):
    assert code_of(cells.parse_name, value) == code


@given(st.text(min_size=1))
def test_a_name_that_is_read_is_no_code(text):
    try:
        name = cells.parse_name(text)
    except CellProblem:
        return
    assert name is None or not (set(name) & set('<>=+@&"\t\n') or name.startswith("-"))


@pytest.mark.parametrize("value", ["", " ", "　", "/", "-", "——", "无", "N/A", "\u200b"])
def test_signs_for_nothing_are_empty_cells(value):
    assert cells.is_nothing(value)
    assert cells.parse_phone(value) is None
    assert cells.parse_name(value) is None


@pytest.mark.parametrize(
    ("value", "code"),
    [("not-a-mail", "mail_form"), ("a@b.cn;c@d.cn", "mail_several"), ("a@b", "mail_form")],
)
def test_a_mail_address_that_is_none_says_why(value, code):
    assert code_of(cells.parse_mail, value) == code


@given(
    grade=st.sampled_from("一二三四五六七八九"),
    number=st.integers(1, 30),
    style=st.sampled_from(
        [
            "{0}({1})班",
            "{0}（{1}）班",
            "{0}({1})",
            "{0}年级{1}班",
            "{0}年级（{1}）班",
            "{0} ( {1} ) 班",
        ]
    ),
    in_digits=st.booleans(),
)
def test_one_class_has_one_form(grade, number, style, in_digits):
    said = str("一二三四五六七八九".index(grade) + 1) if in_digits else grade

    assert cells.parse_class(style.format(said, number)) == f"{grade}({number})班"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("708", "七(8)班"),
        (708.0, "七(8)班"),
        ("初三(2)班", "九(2)班"),
        ("高一3班", "高一(3)班"),
        ("11(3)班", "高二(3)班"),
        ("是", cells.CLASS_UNKNOWN),
        ("√", cells.CLASS_UNKNOWN),
        ("否", ""),
        ("/", None),
    ],
)
def test_classes_seen_in_real_rosters(value, name):
    assert cells.parse_class(value) == name


@pytest.mark.parametrize("value", ["78班", "七(8)班、八(1)班", "13(1)班", "七(0)班", "abc"])
def test_class_that_is_none_is_refused(value):
    assert code_of(cells.parse_class, value) == "class_unreadable"


def test_text_our_export_escaped_comes_back_as_it_was():
    assert cells.clean_text("'-兼职") == "-兼职"
    assert cells.clean_text("'普通") == "'普通"
