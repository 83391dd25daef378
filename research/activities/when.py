"""An activity's time in words: 10月14日 周三 14:00–15:30."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from portal.ui.dates import school_date
from research.activities.models.setting import Weekday


def weekday(day: date) -> str:
    """Wednesday, 周三."""
    return str(Weekday(day.weekday()).label)


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """14:00–15:30, at school."""
    first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return f"{first:%H:%M}–{last:%H:%M}"


def when(starts_at: datetime, ends_at: datetime) -> str:
    """Day, weekday and hours."""
    day = timezone.localdate(starts_at)
    return _("%(day)s %(weekday)s %(hours)s") % {
        "day": school_date(day),
        "weekday": weekday(day),
        "hours": hours(starts_at, ends_at),
    }


#: For notices, which are read in the language of whoever reads.
when_lazy = lazy(when, str)
