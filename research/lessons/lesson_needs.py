"""What this app itself asks of a completed lesson: the plan, and the teacher's reflection."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from research.lessons.models import LessonSetting, OpenLesson
from research.lessons.needs import LessonNeed, lesson_needs
from research.reflections.models import LessonReflection
from research.reflections.records import LESSON_REFLECTION

if TYPE_CHECKING:
    from portal.people.models import User


def with_plan(ids: Collection[int], setting: LessonSetting) -> set[int]:
    lessons = OpenLesson.objects.filter(pk__in=ids, plan__isnull=False)
    return set(lessons.values_list("pk", flat=True))


def plan_url(lesson: OpenLesson, user: User) -> str:
    if lesson.plan_id or not user.has_perm("lessons.open_lesson.plan", lesson):
        return ""
    return reverse("lessons:open_lesson_plan", kwargs={"pk": lesson.pk})


def reflected_on(ids: Collection[int], setting: LessonSetting) -> set[int]:
    """Those about which their own teacher has filed a reflection."""
    filed = LessonReflection.objects.filed().filter(about__in=ids, author_id=F("about__author_id"))
    return set(filed.values_list("about_id", flat=True))


def reflection_url(lesson: OpenLesson, user: User) -> str:
    if user.pk != lesson.author_id:
        return ""
    known = {
        "about": lesson.pk,
        "lesson_topic": lesson.lesson_topic,
        "class_name": lesson.class_name,
        "occurred_on": lesson.occurred_on.isoformat(),
        "period": lesson.period or "",
    }
    return f"{LESSON_REFLECTION.url('new')}?{urlencode(known)}"


lesson_needs.register(
    LessonNeed(
        slug="plan",
        label=lambda _setting: _("the lesson plan"),
        is_asked=lambda _setting: True,
        met_by=with_plan,
        url=plan_url,
        position=10,
    )
)
lesson_needs.register(
    LessonNeed(
        slug="reflection",
        label=lambda _setting: _("the teacher's own reflection"),
        is_asked=lambda setting: setting.needs_reflection,
        met_by=reflected_on,
        url=reflection_url,
        position=30,
    )
)
