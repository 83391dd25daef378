"""What the verbs of a lesson's life share: the locked row, and the guard of its stage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.refusal import Refused
from research.lessons.models import OpenLesson, Stage

if TYPE_CHECKING:
    from django.db.models import Model

#: What the verbs change on the record, beside the lesson's own fields.
RECORD_FIELDS = ("version", "updated_at")


def lock_lesson(lesson: OpenLesson) -> OpenLesson:
    """The lesson and its record as they are now, held until the transaction ends."""
    OpenLesson.objects.select_for_update().get(pk=lesson.pk)
    return OpenLesson.objects.select_related("author", "group").get(pk=lesson.pk)


def require_stage(lesson: OpenLesson, *stages: Stage) -> None:
    if lesson.stage not in stages:
        raise Refused(
            "wrong_stage",
            _("Meanwhile this lesson is “%(stage)s”; nothing was changed.")
            % {"stage": lesson.get_stage_display()},
        )


def require_open(lesson: OpenLesson) -> None:
    """What was handed in for completion is no longer moved about."""
    if not lesson.is_open_for_editing:
        raise Refused(
            "wrong_state",
            _("Meanwhile the state of this record is “%(state)s”; nothing was changed.")
            % {"state": lesson.get_state_display()},
        )


def save_stage(lesson: OpenLesson, *fields: str) -> None:
    """Save these fields; the version grows, so that an older form says that it is old."""
    lesson.version += 1
    lesson.save(update_fields=[*fields, *RECORD_FIELDS])


def show_on(given: Model, locked: Model, fields: Iterable[str]) -> None:
    """Let the caller's instance say what its row now says; no query."""
    for name in (*fields, *RECORD_FIELDS):
        given.__dict__[name] = locked.__dict__[name]
