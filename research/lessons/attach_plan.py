"""The lesson plan (教案) among the files of an open lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal.records.attach import attach_file
from portal.records.models import Attachment
from portal.refusal import Refused
from research.lessons.models import OpenLesson
from research.lessons.stage import lock_lesson, require_open, show_on

if TYPE_CHECKING:
    from portal.people.models import User

CHANGED = ("plan_id",)


@transaction.atomic
def attach_plan(lesson: OpenLesson, upload: UploadedFile, *, by: User) -> Attachment:
    """Keep the file with the lesson, as its plan; an earlier plan stays among the files.

    Refused: `wrong_state`, `not_a_document`, and what `attach_file` refuses.
    """
    locked = lock_lesson(lesson)
    require_open(locked)
    file = attach_file(upload, by=by, record=locked)
    if file.is_picture:
        raise Refused("not_a_document", _("The lesson plan is a PDF, Word or PowerPoint file."))
    _set(locked, file)
    show_on(lesson, locked, CHANGED)
    return file


@transaction.atomic
def settle_plan(lesson: OpenLesson) -> None:
    """Where no plan was named, the first document among the files is taken for it."""
    if lesson.plan_id is not None:
        return
    file = lesson.attachments.filter(is_picture=False).first()
    if file is not None:
        _set(lesson, file)


def _set(lesson: OpenLesson, file: Attachment) -> None:
    lesson.plan = file
    lesson.save(update_fields=["plan"])
