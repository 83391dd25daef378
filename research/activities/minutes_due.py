"""When minutes are due: by Sunday of the same week at 23:59, unless the school says otherwise.

Rule: docs/rules.md#activities.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from research.activities.models import Activity, ActivitySetting
from research.attendance.models import Stage

if TYPE_CHECKING:
    from portal.terms.models import Term


def minutes_due_at(day: date, setting: ActivitySetting) -> datetime:
    """The minute of the week of `day`, or of the next week where that weekday is over by then."""
    monday = day - timedelta(days=day.weekday())
    due = monday + timedelta(days=setting.minutes_due_weekday)
    if due < day:
        due += timedelta(weeks=1)
    return timezone.make_aware(datetime.combine(due, setting.minutes_due_time))


@dataclass(frozen=True)
class LateMinutes:
    activity: Activity
    due_at: datetime


def late_minutes(term: Term, at: datetime) -> list[LateMinutes]:
    """What was held and should have minutes by now, the oldest first; two queries."""
    setting = ActivitySetting.current()
    rows = Activity.objects.in_term(term).filter(stage=Stage.HELD, state__in=["draft", "returned"])
    rows = rows.select_related("group", "author").defer("text", *Activity.MINUTES)
    found = [
        LateMinutes(row, minutes_due_at(row.occurred_on, setting))
        for row in rows.order_by("starts_at")
    ]
    return [late for late in found if late.due_at < at]
