"""A lesson set by the office or a leader for the teacher who gives it (代录)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from portal.people.models import User
    from research.lessons.models import OpenLesson


@transaction.atomic
def enter_for(lesson: OpenLesson, teacher: User, *, by: User) -> None:
    """The lesson is the teacher's; who set it stays known. Repeating it changes nothing."""
    if lesson.author_id == teacher.pk:
        return
    lesson.author, lesson.entered_by, lesson.group = teacher, by, teacher.main_group
    lesson.save(update_fields=["author", "entered_by", "group"])
