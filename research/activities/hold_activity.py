"""Holding an activity (开展): by the first sign-in, or when its leader says so.

Rule: docs/rules.md#activities. From then on who spoke, chaired and recorded has
credit for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.refusal import Refused
from research.activities.change_stage import lock_activity, show_on, write
from research.activities.credit import credit_parts
from research.activities.models import Activity
from research.activities.team import acts_as_author
from research.attendance.models import Stage

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def hold_activity(activity: Activity, *, by: User, at: datetime | None = None) -> Activity:
    """Say that it takes or took place. Repeating it changes nothing.

    Refused: `not_author`, `cancelled`, `not_begun`.
    """
    at = at or clock.now()
    locked = lock_activity(activity)
    if not (by.pk in {locked.author_id, locked.entered_by_id} or acts_as_author(by, locked)):
        raise Refused("not_author", _("The group's leader, the chair or a recorder does this."))
    if locked.stage == Stage.CANCELLED:
        raise Refused("cancelled", _("This activity was cancelled."))
    if locked.stage != Stage.HELD:
        if at < locked.starts_at:
            raise Refused("not_begun", _("It has not begun yet."))
        _become_held(locked, at)
    show_on(activity, locked, "stage", "held_at")
    return locked


def hold_by_sign_in(activity: Activity, at: datetime) -> None:
    """The first sign-in; inside the transaction of the sign-in. Nothing for the eightieth."""
    if activity.stage in {Stage.HELD, Stage.CANCELLED}:
        return
    locked = lock_activity(activity)
    if locked.stage not in {Stage.HELD, Stage.CANCELLED}:
        _become_held(locked, at)
    show_on(activity, locked, "stage", "held_at")


def _become_held(locked: Activity, at: datetime) -> None:
    locked.stage, locked.held_at = Stage.HELD, at
    write(locked, "stage", "held_at")
    credit_parts(locked)
