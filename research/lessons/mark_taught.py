"""Saying that a lesson was taught (已授课): its time has come, and its plan is there.

From its end on an announced lesson counts as taught by itself; this is for who
wants to go on at once, and for a lesson that nobody announced.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.refusal import Refused
from research.lessons.models import OpenLesson, Stage
from research.lessons.stage import lock_lesson, require_open, require_stage, save_stage, show_on

if TYPE_CHECKING:
    from portal.people.models import User

CHANGED = ("stage", "is_announced")


@transaction.atomic
def mark_taught(lesson: OpenLesson, *, by: User, at: datetime | None = None) -> OpenLesson:
    """Repeating it changes nothing.

    Refused: `wrong_stage` when cancelled, `wrong_state`, `not_yet`, `plan_missing`.
    """
    locked = lock_lesson(lesson)
    if locked.stage != Stage.TAUGHT:
        require_stage(locked, Stage.DRAFT, Stage.ANNOUNCED)
        require_open(locked)
        _require_begun(locked, at or clock.now())
        require_plan(locked)
        locked.stage, locked.is_announced = Stage.TAUGHT, True
        save_stage(locked, *CHANGED)
    show_on(lesson, locked, CHANGED)
    return lesson


def require_plan(lesson: OpenLesson) -> None:
    if lesson.plan_id is None:
        raise Refused("plan_missing", _("Add the lesson plan first."))


def _require_begun(lesson: OpenLesson, at: datetime) -> None:
    if lesson.starts_at is None or lesson.ends_at is None:
        raise Refused("not_yet", _("Say first when it was taught."))
    if not lesson.has_begun(at):
        raise Refused("not_yet", _("This lesson has not begun yet."))
