"""Cancelling an announced lesson: it stays in the calendar, struck out, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.refusal import Refused
from research.lessons.models import OpenLesson, Stage
from research.lessons.notice_types import LESSON_CANCELLED
from research.lessons.stage import lock_lesson, require_open, require_stage, save_stage, show_on
from research.lessons.tell import holders, stamp, tell

if TYPE_CHECKING:
    from portal.people.models import User

CHANGED = ("stage", "stage_reason")


@transaction.atomic
def cancel_lesson(lesson: OpenLesson, *, by: User, reason: str) -> OpenLesson:
    """It does not take place. Repeating it changes nothing.

    Refused: `words_required`; `wrong_stage` unless announced; `wrong_state`.
    """
    locked = lock_lesson(lesson)
    if locked.stage != Stage.CANCELLED:
        require_stage(locked, Stage.ANNOUNCED)
        require_open(locked)
        locked.stage, locked.stage_reason = Stage.CANCELLED, _require_words(reason)
        save_stage(locked, *CHANGED)
        told = {person.pk: person for person in [*holders(locked), locked.author]}
        told.pop(by.pk, None)
        tell(
            locked,
            LESSON_CANCELLED,
            to=told.values(),
            key=stamp(locked),
            words=locked.stage_reason,
        )
    show_on(lesson, locked, CHANGED)
    return lesson


def _require_words(reason: str) -> str:
    reason = reason.strip()[:200]
    if not reason:
        raise Refused("words_required", _("Say in a few words why it does not take place."))
    return reason
