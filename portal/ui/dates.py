"""Dates as people at school write them: 2026年9月1日, 1 September 2026, 第6周, week 6."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def school_date(day: date | datetime | None) -> str:
    """The day, without leading zeros; a moment is taken at school (Asia/Shanghai)."""
    if day is None or day == "":
        return ""
    if isinstance(day, datetime):
        day = _at_school(day)
    if (get_language() or "").startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def school_datetime(moment: datetime | None) -> str:
    """The day and the minute, at school."""
    if not moment:
        return ""
    moment = _at_school(moment)
    return f"{school_date(moment)} {moment:%H:%M}"


def week_label(week: int | None) -> str:
    """A week of the term by its number; weeks before the first have none."""
    if week is None or week == "":
        return ""
    if int(week) < 1:
        return _("Before the term")
    return _("Week %(number)d") % {"number": int(week)}


def _at_school(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
