"""The time of an event as people say it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.terms.months import day_and_month

if TYPE_CHECKING:
    from portal.agenda.sources import Event


def first_day(event: Event) -> date:
    return timezone.localdate(event.starts_at)


def last_day(event: Event) -> date:
    """The last day on which it still goes on; what ends at midnight ended the day before."""
    end = max(event.starts_at, event.ends_at - timedelta(microseconds=1))
    return timezone.localdate(end)


def event_time(event: Event) -> str:
    """Day and hours: 7 October 10:00–10:45."""
    first, last = first_day(event), last_day(event)
    if first != last:
        return _("%(first)s to %(last)s") % {
            "first": _moment(event, first, event.starts_at),
            "last": _moment(event, last, event.ends_at),
        }
    if event.all_day:
        return day_and_month(first)
    return _("%(day)s, %(hours)s") % {"day": day_and_month(first), "hours": hours(event)}


def hours(event: Event) -> str:
    """10:00–10:45; the start alone where it has no length."""
    start = clock_time(event.starts_at)
    return start if event.ends_at <= event.starts_at else f"{start}–{clock_time(event.ends_at)}"


def hours_on(event: Event, day: date) -> str:
    """What of it lies on this day: "from 14:00", "until 12:00", "all day"."""
    first, last = first_day(event), last_day(event)
    if event.all_day or first < day < last:
        return _("all day")
    if first == last:
        return hours(event)
    if day == first:
        return _("from %(time)s") % {"time": clock_time(event.starts_at)}
    return _("until %(time)s") % {"time": clock_time(event.ends_at)}


def clock_time(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def _moment(event: Event, day: date, moment: datetime) -> str:
    if event.all_day:
        return day_and_month(day)
    return _("%(day)s, %(hours)s") % {"day": day_and_month(day), "hours": clock_time(moment)}
