"""Where an activity stands, in a word: 已计划, 已通知, 待补记录, 待审核 …"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.records.kinds import Standing
from portal.records.models import State
from research.activities.team import activity_of
from research.attendance.models import Stage

if TYPE_CHECKING:
    from portal.records.models import Record

PLANNED = Standing(pgettext_lazy("stage of a gathering", "Planned"), "quiet", "calendar")
ANNOUNCED = Standing(pgettext_lazy("stage of a gathering", "Announced"), "info", "bell")
TIME_IS_OVER = Standing(_("Time is over: held?"), "warning", "calendar-clock")
MINUTES_WANTED = Standing(_("Held, minutes wanted"), "warning", "pen-line")
MINUTES_WAIT = Standing(_("Minutes wait for review"), "info", "send")
MINUTES_RETURNED = Standing(_("Minutes returned"), "warning", "undo-2")
MINUTES_ACCEPTED = Standing(_("Minutes accepted"), "success", "circle-check")
CANCELLED = Standing(pgettext_lazy("stage of a gathering", "Cancelled"), "quiet", "calendar-x")

AFTER_HELD = {
    State.SUBMITTED: MINUTES_WAIT,
    State.RETURNED: MINUTES_RETURNED,
    State.ACCEPTED: MINUTES_ACCEPTED,
}


def standing(record: Record) -> Standing:
    """No query where the record was read as an activity."""
    activity = activity_of(record)
    if activity.stage == Stage.CANCELLED:
        return CANCELLED
    if activity.stage == Stage.HELD:
        return AFTER_HELD.get(State(activity.state), MINUTES_WANTED)
    if activity.ends_at <= clock.now():
        return TIME_IS_OVER
    return ANNOUNCED if activity.stage == Stage.ANNOUNCED else PLANNED
