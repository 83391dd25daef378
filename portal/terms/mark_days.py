"""The school's own calendar: marking days, correcting them, taking them out.

Whole spans at once. A day the office touches is the school's from then on
(`is_prefilled` ends); an official day it takes out stays as a struck row.
"""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.refusal import Refused
from portal.terms.calendar import Calendar
from portal.terms.models import CalendarDay
from portal.terms.prefill import official_days

if TYPE_CHECKING:
    from portal.people.models import User

logger = logging.getLogger(__name__)

#: A summer holiday fits; a year typed by mistake does not.
LONGEST_SPAN = 100
Kind = CalendarDay.Kind


@transaction.atomic
def mark_days(
    first: date,
    last: date,
    *,
    kind: str,
    name: str,
    by: User,
    is_working: bool = True,
    replace: bool = False,
    follows_weekday: int | None = None,
    instead_of: tuple[date, date] | None = None,
) -> int:
    """Mark the days from `first` to `last`; returns how many were marked.

    A holiday is free and a make-up day is worked, whatever `is_working` says.
    An exam or event over several days leaves out the days on which nobody
    works. Days that are already marked stay as they are unless `replace`.
    `follows_weekday` counts for make-up days alone. `instead_of` is the span
    that this one corrects: what it no longer covers is taken out.
    Raises Refused: days_end_first, days_too_many.
    """
    _refuse_span(first, last)
    if instead_of is not None:
        unmark_days(*instead_of, by=by)
    calendar = Calendar.between(first, last)
    is_worked = {Kind.HOLIDAY: False, Kind.MAKE_UP: True}.get(Kind(kind), is_working)
    kept = set() if replace else set(calendar.exceptions)
    days = [
        day
        for day in _span(first, last)
        if day not in kept and _takes_part(day, kind, calendar, is_alone=first == last)
    ]
    CalendarDay.objects.filter(date__in=days).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            date=day,
            kind=kind,
            is_working=is_worked,
            name=name,
            follows_weekday=follows_weekday if kind == Kind.MAKE_UP else None,
        )
        for day in days
    )
    logger.info("calendar_days_marked", extra={"days": len(days), "by": by.pk})
    return len(days)


@transaction.atomic
def unmark_days(first: date, last: date, *, by: User) -> int:
    """Leave the days to the weekday rule again; returns how many were marked.

    Official days are struck rather than deleted, also when the school had
    corrected them before: a later prefill would bring them back.
    """
    _refuse_span(first, last)
    days = CalendarDay.objects.select_for_update().between(first, last)
    official = [day.date for day in official_days(first, last)]
    struck = days.filter(Q(date__in=official) | Q(is_prefilled=True)).update(is_struck=True)
    removed, _per_model = days.delete()
    logger.info("calendar_days_unmarked", extra={"days": struck + removed, "by": by.pk})
    return struck + removed


def _takes_part(day: date, kind: str, calendar: Calendar, *, is_alone: bool) -> bool:
    if is_alone or kind in {Kind.HOLIDAY, Kind.MAKE_UP}:
        return True
    return calendar.is_working_day(day)


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _refuse_span(first: date, last: date) -> None:
    if last < first:
        raise Refused("days_end_first", _("The last day comes after the first."))
    if (last - first).days >= LONGEST_SPAN:
        raise Refused(
            "days_too_many",
            _("At most %(days)d days at once; check the year.") % {"days": LONGEST_SPAN},
        )
