"""When minutes are due: by Sunday of the same week at 23:59, unless the school says otherwise.

Rule: docs/rules.md#activities. In time is what was first handed in by then,
whether or not it came back afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Min, Q
from django.utils import timezone

from research.activities.models import Activity, ActivitySetting

if TYPE_CHECKING:
    from portal.people.models import Group
    from portal.terms.models import Term


def minutes_due_at(day: date, setting: ActivitySetting) -> datetime:
    """The minute of the week of `day`, or of the next week where that weekday is over by then."""
    monday = day - timedelta(days=day.weekday())
    due = monday + timedelta(days=setting.minutes_due_weekday)
    if due < day:
        due += timedelta(weeks=1)
    return timezone.make_aware(datetime.combine(due, setting.minutes_due_time))


@dataclass(frozen=True)
class MinutesLine:
    """Of an activity whose minutes are due; `handed_in` None: not yet."""

    activity: Activity
    due_at: datetime
    handed_in: datetime | None

    @property
    def is_in_time(self) -> bool:
        return self.handed_in is not None and self.handed_in <= self.due_at

    @property
    def is_missing(self) -> bool:
        return not self.activity.is_filed


def minutes_due(term: Term, at: datetime, group: Group | None = None) -> list[MinutesLine]:
    """What was held and should have minutes by `at`, the oldest first; two queries."""
    setting = ActivitySetting.current()
    rows = Activity.objects.held().in_term(term)
    if group is not None:
        rows = rows.in_group(group)
    first = Min("reviews__at", filter=Q(reviews__to_state="submitted"))
    rows = rows.select_related("group", "author").annotate(first_handed_in=first)
    lines = [
        MinutesLine(row, minutes_due_at(row.occurred_on, setting), row.first_handed_in)
        for row in rows.order_by("starts_at").defer("text", *Activity.MINUTES)
    ]
    return [line for line in lines if line.due_at < at or line.is_in_time]
