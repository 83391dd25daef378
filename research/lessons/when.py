"""The time of a lesson in words: 2026年11月25日 第3节 10:10–10:55."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.ui.dates import school_date
from research.timetable.models import Period

if TYPE_CHECKING:
    from research.lessons.models import OpenLesson


def lesson_time(lesson: OpenLesson) -> str:
    """Day, period and hours, as far as they are known; no query."""
    return " ".join(part for part in (school_date(lesson.occurred_on), hour_of(lesson)) if part)


def hour_of(lesson: OpenLesson) -> str:
    """Period and hours of its day."""
    return " ".join(part for part in (period_label(lesson.period), clock_times(lesson)) if part)


def period_label(period: int | None) -> str:
    return _("period %(number)d") % {"number": period} if period else ""


def clock_times(lesson: OpenLesson) -> str:
    if lesson.starts_at is None or lesson.ends_at is None:
        return ""
    first, last = timezone.localtime(lesson.starts_at), timezone.localtime(lesson.ends_at)
    return f"{first:%H:%M}–{last:%H:%M}"


def moment(day: date, clock_time: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock_time))


def hours_of_period(number: int | None) -> tuple[time, time] | None:
    """When a period begins and ends by the school's own clock; one query."""
    period = Period.objects.filter(number=number).first() if number else None
    return (period.starts, period.ends) if period else None
