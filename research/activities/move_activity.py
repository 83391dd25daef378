"""Moving an activity (调整时间): the same row at another time, and those expected are told why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.refusal import Refused
from portal.terms.pick import term_for
from research.activities.change_stage import (
    lock_activity,
    require_not_over,
    require_planner,
    show_on,
    write,
)
from research.activities.models import Activity
from research.activities.tell import tell_moved
from research.attendance.models import Stage

if TYPE_CHECKING:
    from portal.people.models import User

TIMES = ("starts_at", "ends_at", "place", "occurred_on", "term_id")


@transaction.atomic
def move_activity(
    activity: Activity,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    reason: str,
    by: User,
) -> Activity:
    """Put it at another time or place. Moving it to where it is changes nothing.

    Refused: `not_planner`, `cancelled`, `held`, `ends_before_it_starts`,
    `reason_required` once it is announced.
    """
    locked = lock_activity(activity)
    require_planner(locked, by)
    require_not_over(locked)
    if (locked.starts_at, locked.ends_at, locked.place) == (starts_at, ends_at, place):
        return locked
    if ends_at <= starts_at:
        raise Refused("ends_before_it_starts", _("The end lies before the beginning."))
    is_announced = locked.stage == Stage.ANNOUNCED
    if is_announced and not reason.strip():
        raise Refused("reason_required", _("Say why: those expected read it."))
    before = locked.starts_at, locked.ends_at
    locked.starts_at, locked.ends_at, locked.place = starts_at, ends_at, place
    locked.occurred_on = timezone.localdate(starts_at)
    locked.term = term_for(locked.occurred_on) or locked.term
    locked.stage_reason = reason.strip()
    write(locked, "starts_at", "ends_at", "place", "occurred_on", "term", "stage_reason")
    if is_announced:
        tell_moved(locked, before=before, reason=locked.stage_reason)
    show_on(activity, locked, *TIMES, "stage_reason")
    return locked
