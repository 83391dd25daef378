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
from research.lessons.querysets import OpenLessonQuerySet

if TYPE_CHECKING:
    from portal.people.models import User


def plans_due(
    first: datetime, last: datetime, people: Iterable[User] | None = None
) -> Iterator[Due]:
    """The lesson plan, by the moment the lesson begins; one query."""
    lessons = OpenLesson.objects.filter(stage="announced", starts_at__range=(first, last))
    for lesson in _of(lessons, people):
        assert lesson.starts_at is not None  # noqa: S101 - filtered by it
        yield Due(
            key=f"lesson_plan:{lesson.pk}",
            person_id=lesson.author_id,
            due_at=lesson.starts_at,
            label=_("Lesson plan of the open lesson"),
            url=lesson.get_absolute_url(),
            done=int(lesson.plan_id is not None),
            offsets=(3, 1, 0),
            overdue_times=1,
        )


def completions_due(
    first: datetime, last: datetime, people: Iterable[User] | None = None
) -> Iterator[Due]:
    """Handing in the lesson's completion, so many days after it; two queries."""
    within = timedelta(days=LessonSetting.current().complete_within_days)
    taught = OpenLesson.objects.given(clock.now())
    lessons = taught.filter(starts_at__range=(first - within - timedelta(days=1), last - within))
    for lesson in _of(lessons, people):
        due_at = end_of_day(lesson.occurred_on + within)
        if first <= due_at <= last:
            yield Due(
                key=f"lesson_completion:{lesson.pk}",
                person_id=lesson.author_id,
                due_at=due_at,
                label=_("Completing the open lesson"),
                url=lesson.get_absolute_url(),
                done=int(lesson.is_filed),
                offsets=(7, 3, 1, 0),
            )


def _of(lessons: OpenLessonQuerySet, people: Iterable[User] | None) -> Iterable[OpenLesson]:
    lessons = lessons.filter(author__is_active=True, author__status="active")
    if people is not None:
        lessons = lessons.filter(author__in=[person.pk for person in people])
    return lessons.defer("text", "focus")


due_sources.register(DueSource("lesson_plan", _("Lesson plans"), plans_due))
due_sources.register(
    DueSource("lesson_completion", _("Completion of open lessons"), completions_due)
)
