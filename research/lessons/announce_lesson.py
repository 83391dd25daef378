"""Announcing (预告): from a draft to a lesson that the whole school sees and may come to.

It needs a time to come, a class, a topic and a room. The colleagues of the
teacher's group are told, and the teacher, when somebody else announced it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.refusal import Refused
from research.lessons.models import OpenLesson, Stage
from research.lessons.notice_types import LESSON_ANNOUNCED
from research.lessons.stage import lock_lesson, require_open, require_stage, save_stage, show_on
from research.lessons.tell import colleagues, stamp, tell

if TYPE_CHECKING:
    from portal.people.models import User

#: Without these nobody can come to it.
NEEDED = ("lesson_topic", "class_name", "starts_at", "ends_at", "room")
CHANGED = ("stage", "is_announced")


@transaction.atomic
def announce_lesson(lesson: OpenLesson, *, by: User, at: datetime | None = None) -> OpenLesson:
    """Show it to the school. Repeating it changes nothing.

    Refused: `wrong_stage`, `wrong_state`, `incomplete`, `time_passed`.
    """
    at = at or clock.now()
    locked = lock_lesson(lesson)
    if locked.stage != Stage.ANNOUNCED:
        require_stage(locked, Stage.DRAFT)
        require_open(locked)
        _require_whole(locked, at)
        locked.stage, locked.is_announced = Stage.ANNOUNCED, True
        save_stage(locked, *CHANGED)
        told = colleagues(locked, besides=by)
        if by.pk != locked.author_id:
            told.append(locked.author)
        tell(locked, LESSON_ANNOUNCED, to=told, key=stamp(locked))
    show_on(lesson, locked, CHANGED)
    return lesson


def _require_whole(lesson: OpenLesson, at: datetime) -> None:
    for name in NEEDED:
        if not getattr(lesson, name):
            field = OpenLesson._meta.get_field(name)
            raise Refused(
                "incomplete",
                _("Fill in “%(field)s” before you announce it.") % {"field": field.verbose_name},
            )
    if lesson.has_begun(at):
        raise Refused(
            "time_passed",
            _("Its time has passed. Choose a time to come, or say that it was taught."),
        )
