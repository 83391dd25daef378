"""Parsers of single cells: what was typed → what was meant, or why it cannot be read.

Each takes the value as it stands in the sheet (text, number, date), returns
the plain value or None for an empty cell, and raises CellProblem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from portal.sheets.problems import CellProblem
from portal.sheets.read import CellValue

#: Words for "nothing to say"; for the portal the same as an empty cell.
NOTHING = {"", "/", "\\", "-", "--", "—", "——", "无", "暂无", "没有", "空", "n/a", "none", "null"}
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
#: Excel counts days from here (its 1900 had a 29 February).
_SERIAL_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_000, 75_000)

_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]"
)
_FORMULA_START = ("=", "+", "@", "-")
_ESCAPED_FORMULA = re.compile(r"^'(?=\s*[=+\-@\t\r\n])")
_ERRORS = re.compile(r"^#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|GETTING_DATA|SPILL!)")
_SCIENTIFIC = re.compile(r"^\d(\.\d+)?[eE]\+?\d{1,2}$")
_POINT_ZERO = re.compile(r"^(\d+)\.0+$")
_STAFF_NUMBER = re.compile(r"^[0-9A-Za-z][0-9A-Za-z_\-]{0,19}$")
_PHONE = re.compile(r"^1\d{10}$")
_SEVERAL = re.compile(r"[/,;、|\n]|\s和\s")
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_NAME = re.compile(rf"^[{_HAN}A-Za-zÀ-ɏ][{_HAN}A-Za-zÀ-ɏ·.'’ \-]*$")
_SPACE_IN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")


def clean_text(value: CellValue) -> str:
    """The cell as plain text: half-width, no invisible signs, spaces at the ends gone.

    Whole numbers lose the .0 that a spreadsheet gave them; the apostrophe our
    own exports put before a formula is taken away again.
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number_text(float(value))
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, time | timedelta):
        return str(value)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", value)).strip()
    return _ESCAPED_FORMULA.sub("", text)


def is_nothing(value: CellValue) -> bool:
    """Empty, or one of the words and signs people put into a cell to mean so."""
    return isinstance(value, str) and clean_text(value).lower() in NOTHING


def parse_text(value: CellValue, *, limit: int, strict: bool = True) -> str | None:
    """Text of at most `limit` characters on one line.

    `strict` refuses what begins like a formula or holds < or >: for names of
    people, groups and posts, which later stand on pages and in sheets.
    """
    if is_nothing(value):
        return None
    text = " ".join(clean_text(value).split())
    _refuse_error(text)
    if strict:
        _refuse_code(text)
    if len(text) > limit:
        raise CellProblem("text_too_long", length=len(text), limit=limit)
    return text


def parse_list(value: CellValue, *, limit: int) -> list[str]:
    """Several texts in one cell, separated as people do: 、 , ; / or a new line."""
    if is_nothing(value):
        return []
    parts = re.split(r"[、,;/\n\r]+", clean_text(value))
    found = [parse_text(part, limit=limit) for part in parts]
    return list(dict.fromkeys(part for part in found if part))


def parse_staff_number(value: CellValue, *, width: int | None = None) -> str | None:
    """A staff number; leading zeros kept. A NUMBER is filled up with zeros to `width`.

    `width` is what `width_of_numbers` found for the column: 87 among 0007,
    0120, … is 0087.
    """
    if is_nothing(value):
        return None
    text = "".join(_POINT_ZERO.sub(r"\1", clean_text(value)).split())
    if isinstance(value, float) and not value.is_integer():
        raise CellProblem("number_not_whole", value=text)
    if _SCIENTIFIC.match(text):
        raise CellProblem("number_digits_lost", value=text)
    if not _STAFF_NUMBER.match(text):
        raise CellProblem("staff_number_characters", value=clean_text(value)[:60])
    return text.zfill(width) if width and is_number(value) else text


def is_number(value: CellValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def width_of_numbers(values: Iterable[CellValue]) -> int | None:
    """The width that text numbers of a column share when zeros fill them up, else None."""
    texts = [clean_text(value) for value in values if isinstance(value, str)]
    digits = [text for text in texts if text.isdecimal()]
    widths = {len(text) for text in digits}
    is_filled_up = len(widths) == 1 and any(text.startswith("0") for text in digits)
    return widths.pop() if is_filled_up else None


def parse_phone(value: CellValue) -> str | None:
    """Eleven digits from 1; spaces, dashes, +86 and a number's .0 are taken away."""
    if is_nothing(value):
        return None
    text = _POINT_ZERO.sub(r"\1", clean_text(value))
    if _SCIENTIFIC.match(text) or (isinstance(value, float) and "e" in text.lower()):
        raise CellProblem("number_digits_lost", value=text)
    digits = re.sub(r"[\s\-‐‑–—().]+", "", text)
    digits = re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", digits)
    if _PHONE.match(digits):
        return digits
    if _SEVERAL.search(text):
        raise CellProblem("phone_several", value=text[:60])
    raise CellProblem("phone_digits", value=text[:60])


def parse_mail(value: CellValue) -> str | None:
    """A mail address in lower case."""
    if is_nothing(value):
        return None
    text = "".join(clean_text(value).split()).removeprefix("mailto:").lower()
    if len(text) > 254:
        raise CellProblem("text_too_long", length=len(text), limit=254)
    try:
        validate_email(text)
    except ValidationError:
        code = "mail_several" if text.count("@") > 1 else "mail_form"
        raise CellProblem(code, value=text[:60]) from None
    return text


def parse_name(value: CellValue, *, limit: int = 50) -> str | None:
    """A person's name; the spaces people put into 王 芳 to line it up are removed."""
    text = parse_text(value, limit=limit)
    if text is None:
        return None
    name = _SPACE_IN_HAN.sub("", text).replace("•", "·").replace("・", "·")
    if not _NAME.match(name):
        raise CellProblem("name_characters", value=name)
    return name


def parse_date(value: CellValue) -> date | None:
    """A day in any of the forms schools use; a month alone gives its first day.

    Reads real dates, Excel serials (also typed as text), 1968年8月, 1988/08/04,
    1977.03, 2012.8, 198808, 19880804, 一九八八年八月.
    """
    if is_nothing(value):
        return None
    if isinstance(value, datetime):
        return _in_range(value.date(), str(value.date()))
    if isinstance(value, date):
        return _in_range(value, str(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _date_of_number(float(value))
    text = re.sub(r"\s", "", clean_text(value))
    _refuse_error(text)
    return _date_of_text(text)


def parse_month(value: CellValue) -> date | None:
    """The first day of the month that `parse_date` reads."""
    day = parse_date(value)
    return day.replace(day=1) if day else None


def _number_text(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _refuse_error(text: str) -> None:
    if _ERRORS.match(text):
        raise CellProblem("cell_error", value=text)


def _refuse_code(text: str) -> None:
    if text.startswith(_FORMULA_START):
        raise CellProblem("text_formula", value=text[:60])
    if "<" in text or ">" in text:
        raise CellProblem("text_markup", value=text[:60])


def _in_range(day: date, given: str) -> date:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise CellProblem("year_out_of_range", value=given)
    return day


def _date_of_number(number: float) -> date:
    """198808, 19880804, 1988.08 typed as a number, or an Excel serial."""
    text = _number_text(number)
    if number.is_integer():
        whole = int(number)
        if whole in _SERIALS:
            return _SERIAL_EPOCH + timedelta(days=whole)
        return _date_of_text(text)
    if EARLIEST_YEAR <= number <= LATEST_YEAR + 1:
        return _month_of_decimal(text)
    if int(number) in _SERIALS:
        return _SERIAL_EPOCH + timedelta(days=int(number))
    raise CellProblem("month_unreadable", value=text)


def _month_of_decimal(text: str) -> date:
    """1977.03 and 2012.8 as numbers; 1990.1 may have been 1990.10."""
    year, _point, decimals = text.partition(".")
    if decimals == "1":
        raise CellProblem("month_ambiguous", value=text, year=year)
    if len(decimals) > 2:
        raise CellProblem("month_unreadable", value=text)
    return _make_date(text, year, decimals, None)


_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TEXT_DATE = re.compile(
    r"^(\d{4})(?:年|[/.\-])(\d{1,2})(?:月份?|[/.\-])?"
    r"(?:(?<=[月份/.\-])(\d{1,2})[日号]?)?(?:[T ]?\d{1,2}:\d{2}(:\d{2})?(\.\d+)?)?$"
)
_DIGITS_DATE = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
_TWO_DIGIT_YEAR = re.compile(r"^\d{2}(年|[/.\-])\d{1,2}")
_YEAR_ALONE = re.compile(r"^(\d{4})年?$")
_CHINESE_TENS = re.compile(r"(?<=[年月])(二|三)?十([一二三四五六七八九])?(?=[月日号])")


def _date_of_text(text: str) -> date:
    plain = _CHINESE_TENS.sub(_tens, text).translate(_CHINESE_DIGITS)
    match = _TEXT_DATE.match(plain) or _DIGITS_DATE.match(plain)
    if match:
        return _make_date(text, *match.groups()[:3])
    if re.match(r"^\d{4,5}(\.0+)?$", plain) and int(float(plain)) in _SERIALS:
        return _SERIAL_EPOCH + timedelta(days=int(float(plain)))
    if _YEAR_ALONE.match(plain):
        raise CellProblem("month_missing", value=text)
    if _TWO_DIGIT_YEAR.match(plain):
        raise CellProblem("year_two_digits", value=text[:60])
    raise CellProblem("month_unreadable", value=text[:60])


def _tens(match: re.Match[str]) -> str:
    tens, ones = match.group(1), match.group(2)
    return f"{tens or '一'}{ones or '〇'}"


def _make_date(given: str, year: str, month: str, day: str | None) -> date:
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        raise CellProblem("year_out_of_range", value=given)
    if not 1 <= int(month) <= 12:
        raise CellProblem("month_of_year", value=given, month=int(month))
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        raise CellProblem("day_of_month", value=given) from None


_GRADES = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_GRADE_NAMES = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "高一", "高二", "高三"]
_CLASS = re.compile(
    r"^(?P<school>初|高)?(?P<grade>[一二三四五六七八九]|\d{1,2})"
    r"(?:(?:年级|年|级)\(?|[(.\-])?(?P<number>\d{1,2})\)?班?$"
)
_CLASS_BY_NUMBER = re.compile(r"^(?P<grade>[1-9])(?P<number>\d{2})班?$")
_YES, _NO = {"是", "班主任", "√", "y", "yes", "1"}, {"否", "不是", "不担任", "×", "n", "no", "0"}
CLASS_UNKNOWN = "是"


def parse_class(value: CellValue) -> str | None:
    """One class, in the one form 七(8)班: from 7（8）班, 七(8)班, 七年级8班, 708班.

    是 gives `CLASS_UNKNOWN` (a class teacher, class not said); 否 gives "".
    """
    text = "".join(clean_text(value).split())
    if text.lower() in _NO:
        return ""
    if is_nothing(value):
        return None
    if text.lower() in _YES:
        return CLASS_UNKNOWN
    plain = text.translate(str.maketrans("（）【】[]", "()()()"))
    match = _CLASS_BY_NUMBER.match(plain) or _CLASS.match(plain)
    if match is None or _is_run_together(match):
        raise CellProblem("class_unreadable", value=text[:40])
    return _class_name(match, text)


def _is_run_together(match: re.Match[str]) -> bool:
    """78班 may be 七(8)班 or class 78; only written-out grades may run together."""
    grade = match.group("grade")
    between = match.string[match.end("grade") : match.start("number")]
    return match.re is _CLASS and grade.isdecimal() and not between


def _class_name(match: re.Match[str], given: str) -> str:
    said = match.group("grade")
    grade = _GRADES.get(said) or int(said)
    school = match.groupdict().get("school")
    if school:
        grade += 6 if school == "初" and grade <= 3 else 9 if school == "高" and grade <= 3 else 99
    number = int(match.group("number"))
    if not 1 <= grade <= 12 or number == 0:
        raise CellProblem("class_unreadable", value=given[:40])
    return f"{_GRADE_NAMES[grade]}({number})班"
