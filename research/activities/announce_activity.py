"""Announcing (通知): those expected are told when, where and what about; its lead speakers apart.

Rule: docs/rules.md#activities. A lead speaker is named before; so many working
days ahead are advised, and shorter notice is a warning, never a refusal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import clock
from portal.refusal import Refused
from portal.terms.calendar import Calendar
from research.activities.change_stage import (
    lock_activity,
    require_not_over,
    require_planner,
    show_on,
    write,
)
from research.activities.models import Activity, ActivitySetting
from research.activities.tell import tell_announced
from research.attendance.models import Attendance, Stage

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def announce_activity(activity: Activity, *, by: User, at: datetime | None = None) -> Activity:
    """Tell those expected. Repeating it tells nobody twice.

    Refused: `not_planner`, `cancelled`, `held`, `no_lead_speaker`,
    `nobody_expected`, `over`.
    """
    at = at or clock.now()
    locked = lock_activity(activity)
    require_planner(locked, by)
    if locked.stage == Stage.ANNOUNCED:
        return locked
    require_not_over(locked)
    _require_announceable(locked, at)
    locked.stage, locked.announced_at = Stage.ANNOUNCED, at
    write(locked, "stage", "announced_at")
    tell_announced(locked, by)
    show_on(activity, locked, "stage", "announced_at")
    return locked


def _require_announceable(activity: Activity, at: datetime) -> None:
    if activity.ends_at <= at:
        raise Refused("over", _("Its time is over: say that it was held, or move it."))
    if not activity.lead_speakers.exists():
        raise Refused("no_lead_speaker", _("Name a lead speaker before you announce it."))
    if not Attendance.objects.of(activity).expected().exists():
        raise Refused("nobody_expected", _("Say who is expected before you announce it."))


def announce_all(
    activities: Iterable[Activity], *, by: User
) -> tuple[list[Activity], list[tuple[Activity, Refused]]]:
    """Announce each that can be; those that cannot, with the reason."""
    done, refused = [], []
    for activity in activities:
        try:
            done.append(announce_activity(activity, by=by))
        except Refused as refusal:
            refused.append((activity, refusal))
    return done, refused


def days_ahead(activity: Activity, on: date | None = None) -> int:
    """Working days between the day of announcing and the activity's; one query."""
    today = on or clock.today()
    day = timezone.localdate(activity.starts_at)
    if day <= today:
        return 0
    return Calendar.between(today, day).working_days(today, day) - 1


def short_notice(activity: Activity) -> str:
    """The warning that people hear of it late; empty where there is time enough."""
    advised = ActivitySetting.current().announce_days
    if days_ahead(activity) >= advised:
        return ""
    return _("That is short notice: %(days)d working days before are usual.") % {"days": advised}
