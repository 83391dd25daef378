"""What the teacher of an open lesson owes: the plan before it, its completion after it.

Where the school says so: the settings of open lessons (docs/rules.md#open-lessons).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.deadlines.dues import Due, DueSource, due_sources
from portal.deadlines.shares import end_of_day
from research.lessons.models import LessonSetting, OpenLesson

if TYPE_CHECKING:
    from portal.people.models import User


#: Completions that lie further back are nobody's news any more.
LONGEST_AGO = timedelta(days=180)


def lesson_dues(
    first: datetime, last: datetime, people: Iterable[User] | None = None
) -> Iterator[Due]:
    """The plan by the moment the lesson begins, the completion so many days after it.

    One query, and one for the setting where lessons were taught.
    """
    lessons = list(_lessons(first - LONGEST_AGO, last, people))
    for lesson in lessons:
        if lesson.is_coming and lesson.starts_at and first <= lesson.starts_at <= last:
            yield _plan(lesson)
    taught = [lesson for lesson in lessons if lesson.was_taught(clock.now())]
    if taught:
        within = timedelta(days=LessonSetting.current().complete_within_days)
        for lesson in taught:
            due_at = end_of_day(lesson.occurred_on + within)
            if first <= due_at <= last:
                yield _completion(lesson, due_at)


def _plan(lesson: OpenLesson) -> Due:
    assert lesson.starts_at is not None  # noqa: S101 - an announced lesson has a time
    return Due(
        key=f"lesson_plan:{lesson.pk}",
        person_id=lesson.author_id,
        due_at=lesson.starts_at,
        label=_("Lesson plan of the open lesson"),
        url=lesson.get_absolute_url(),
        done=int(lesson.plan_id is not None),
        offsets=(3, 1, 0),
        overdue_times=1,
    )


def _completion(lesson: OpenLesson, due_at: datetime) -> Due:
    return Due(
        key=f"lesson_completion:{lesson.pk}",
        person_id=lesson.author_id,
        due_at=due_at,
        label=_("Completing the open lesson"),
        url=lesson.get_absolute_url(),
        done=int(lesson.is_filed),
        offsets=(7, 3, 1, 0),
    )


def _lessons(
    first: datetime, last: datetime, people: Iterable[User] | None
) -> Iterable[OpenLesson]:
    lessons = OpenLesson.objects.standing().filter(starts_at__range=(first, last))
    lessons = lessons.filter(author__is_active=True, author__status="active")
    if people is not None:
        lessons = lessons.filter(author__in=[person.pk for person in people])
    return lessons.defer("text", "focus")


due_sources.register(DueSource("open_lesson", _("Open lessons"), lesson_dues))
