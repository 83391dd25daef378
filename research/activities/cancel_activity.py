"""Cancelling an activity (取消): it stays in the plan, marked, with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.refusal import Refused
from research.activities.change_stage import (
    lock_activity,
    require_not_over,
    require_planner,
    show_on,
    write,
)
from research.activities.models import Activity, Nomination
from research.activities.tell import tell_cancelled
from research.attendance.models import Stage

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def cancel_activity(activity: Activity, *, reason: str, by: User) -> Activity:
    """Call it off; those who had been told are told. Repeating it changes nothing.

    What colleagues had brought for it goes back to the group's pool.
    Refused: `not_planner`, `held`, `reason_required`.
    """
    locked = lock_activity(activity)
    require_planner(locked, by)
    if locked.stage == Stage.CANCELLED:
        return locked
    require_not_over(locked)
    if not reason.strip():
        raise Refused("reason_required", _("Say why: those expected read it."))
    was_announced = locked.stage == Stage.ANNOUNCED
    locked.stage, locked.stage_reason = Stage.CANCELLED, reason.strip()
    write(locked, "stage", "stage_reason")
    Nomination.objects.filter(activity=locked).update(activity=None)
    if was_announced:
        tell_cancelled(locked, locked.stage_reason)
    show_on(activity, locked, "stage", "stage_reason")
    return locked
