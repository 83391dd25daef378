"""What a completed open lesson needs of its observers: so many observations, handed in."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count
from django.utils.translation import ngettext

from research.lessons.models import LessonSetting
from research.lessons.needs import LessonNeed, lesson_needs
from research.observations.models import Observation


def observed_enough(ids: Collection[int], setting: LessonSetting) -> set[int]:
    """Those with at least the school's number of observations; one query."""
    filed = Observation.objects.filed().filter(lesson__in=ids).order_by()
    counted = filed.values("lesson_id").annotate(n=Count("pk"))
    return {row["lesson_id"] for row in counted if row["n"] >= setting.min_observations}


def label(setting: LessonSetting) -> str:
    n = setting.min_observations
    return ngettext("%(n)d observation", "%(n)d observations", n) % {"n": n}


lesson_needs.register(
    LessonNeed(
        slug="observations",
        label=label,
        is_asked=lambda setting: setting.min_observations > 0,
        met_by=observed_enough,
        position=20,
    )
)
