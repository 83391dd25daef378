"""Days and hours as plans have them: 9月16日（周三）14:00-15:30, 第3周周三下午, 2026.9.16."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from portal.sheets.problems import CellProblem

if TYPE_CHECKING:
    from portal.terms.models import Term

_FULL = re.compile(r"(20\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[月./-]\s*(\d{1,2})(?![\d:])")
_WEEK = re.compile(r"第?\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*周")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)\s*([一二三四五六日天])")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s*[:：点时]\s*(\d{2}|半)?(?!\d)")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")}
WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6}
FORENOON, AFTERNOON = time(8, 30), time(14, 0)


def parse_day(text: str, term: Term, *, week: str = "") -> date | None:
    """The day, its year from the term where none is given; None when the cell is empty."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain and not week:
        return None
    found = _full_day(plain) or _month_day(plain, term) or _week_day(plain, week, term)
    if found is None:
        raise CellProblem("plan_day", value=(plain or week)[:40])
    return found


def _full_day(plain: str) -> date | None:
    match = _FULL.search(plain)
    return _made(*map(int, match.groups())) if match else None


def _month_day(plain: str, term: Term) -> date | None:
    match = _MONTH_DAY.search(_CLOCK.sub(" ", plain))
    if match is None:
        return None
    month, day = map(int, match.groups())
    years = (term.starts_on.year, term.ends_on.year)
    days = [found for year in years if (found := _made(year, month, day))]
    return next((found for found in days if term.contains(found)), days[0] if days else None)


def _week_day(plain: str, week: str, term: Term) -> date | None:
    """第3周周三; the week may stand in a column of its own."""
    numbered = _WEEK.search(plain) or _WEEK.search(week) or re.search(r"(\d{1,2})", week)
    weekday = _WEEKDAY.search(_WEEK.sub("", plain, count=1)) or _WEEKDAY.search(week)
    if numbered is None or weekday is None:
        return None
    monday, _sunday = term.week_bounds(_number(numbered.group(1)))
    return monday + timedelta(days=WEEKDAYS[weekday.group(1)])


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    """12, 十二, 二十."""
    if text.isdigit():
        return int(text)
    tens, _ten, ones = text.rpartition("十")
    if "十" not in text:
        return _DIGITS[text]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def parse_hours(text: str, *, minutes: int) -> tuple[time, time] | None:
    """Begin and end; an end that is missing comes so many `minutes` later; None: no hour given.

    下午 and 上午 alone are the usual beginnings of a half day.
    """
    plain = unicodedata.normalize("NFKC", text)
    is_afternoon = "下午" in plain or "晚" in plain
    clocks = [_clock(match, is_afternoon=is_afternoon) for match in _CLOCK.finditer(plain)]
    if not clocks and is_afternoon:
        clocks = [AFTERNOON]
    if not clocks and "上午" in plain:
        clocks = [FORENOON]
    if not clocks:
        return None
    begins = clocks[0]
    ends = clocks[1] if len(clocks) > 1 else _later(begins, minutes)
    if ends <= begins:
        raise CellProblem("plan_hours", value=text.strip()[:40])
    return begins, ends


def _clock(match: re.Match[str], *, is_afternoon: bool) -> time:
    hour, minute = int(match.group(1)), match.group(2) or "0"
    if is_afternoon and hour < 12:
        hour += 12
    minutes = 30 if minute == "半" else int(minute)
    if hour > 23 or minutes > 59:
        raise CellProblem("plan_hours", value=match.group(0))
    return time(hour, minutes)


def _later(begins: time, minutes: int) -> time:
    total = min(begins.hour * 60 + begins.minute + minutes, 23 * 60 + 59)
    return time(total // 60, total % 60)
