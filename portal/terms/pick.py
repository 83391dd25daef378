"""Which term a record belongs to, from the day it tells of.

Rule: docs/rules.md#calendar. A day within a term belongs to it. A day in the holidays
belongs to the term the office names: by default the term that follows (a
summer campaign counts in autumn), or the one just ended. Where the term that
should follow is not opened yet, the current term takes it.
"""

from __future__ import annotations

from datetime import date

from portal.terms.models import HolidayWork, Term


def term_for(day: date) -> Term | None:
    """The term of a record about `day`; None only before the first term is opened.

    One query within a term, at most three in the holidays.
    """
    reached = (
        Term.objects.select_related("school_year").filter(ends_on__gte=day).order_by("starts_on")
    ).first()
    if reached is not None and reached.contains(day):
        return reached
    ended = (
        Term.objects.select_related("school_year").filter(ends_on__lt=day).order_by("-starts_on")
    ).first()
    if ended is not None and ended.holiday_work == HolidayWork.THIS_TERM:
        return ended
    return reached or Term.objects.current() or ended
