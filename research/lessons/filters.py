"""Narrowing the list of open lessons."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.records.filters import RecordFilter
from research.lessons.models import LessonKind, LessonLevel
from research.lessons.standing import COMING, COMPLETED, GIVEN, STAGE_CHOICES


class OpenLessonFilter(RecordFilter):
    """Also by kind, level and stage; the stage takes the place of the record's state."""

    state = None
    author = filters.CharFilter(label=_("Teacher of the lesson"), method="by_author")
    lesson_kind = filters.ChoiceFilter(
        label=pgettext_lazy("of a lesson", "Kind of lesson"),
        choices=LessonKind.choices,
        empty_label=_("Any"),
    )
    stage = filters.ChoiceFilter(
        label=pgettext_lazy("of a lesson", "Stage"),
        choices=STAGE_CHOICES,
        method="at_stage",
        empty_label=_("Any"),
    )
    level = filters.ChoiceFilter(
        label=pgettext_lazy("of a lesson", "Level"),
        choices=LessonLevel.choices,
        empty_label=_("Any"),
    )

    def at_stage(self, queryset: Any, name: str, value: str) -> Any:
        if value == COMPLETED:
            return queryset.accepted()
        if value == GIVEN:
            return queryset.given(clock.now())
        if value == COMING:
            return queryset.coming(clock.now())
        return queryset.filter(stage=value)
