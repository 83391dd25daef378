"""What an open lesson needs of its colleagues: an activity held with the lesson on its agenda."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from research.activities.models import Activity, AgendaItem
from research.lessons.models import LessonSetting, OpenLesson
from research.lessons.needs import A_DISCUSSION, LessonNeed, lesson_needs

if TYPE_CHECKING:
    from portal.people.models import User


def discussed(ids: Collection[int], setting: LessonSetting) -> set[int]:
    """Those of the lessons that were on the agenda of an activity held; one query."""
    held = Activity.objects.held().values("pk")
    items = AgendaItem.objects.filter(record__in=ids, activity__in=held)
    return set(items.values_list("record_id", flat=True))


def bring_it(lesson: OpenLesson, user: User) -> str:
    """Its author brings it to the group, on the same page."""
    return "#bring-heading" if user.pk == lesson.author_id else ""


lesson_needs.register(
    LessonNeed(
        slug="discussion",
        label=lambda _setting: A_DISCUSSION,
        is_asked=lambda setting: setting.needs_discussion,
        met_by=discussed,
        url=bring_it,
        position=40,
    )
)
