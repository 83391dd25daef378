"""Narrowing the list of observations."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.people.models import User
from portal.records.filters import RecordFilter
from research.observations.models import Occasion


class ObservationFilter(RecordFilter):
    """Also by the teacher observed and the occasion; an observer is an author here."""

    author = filters.CharFilter(label=_("Observer"), method="by_author")
    teacher = filters.CharFilter(label=_("Teacher of the lesson"), method="by_teacher")
    occasion = filters.ChoiceFilter(
        label=_("Occasion"), choices=Occasion.choices, empty_label=_("Any")
    )

    counted = filters.ChoiceFilter(
        label=_("Counts as a lesson heard"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        method="that_count",
        empty_label=_("Any"),
    )

    def that_count(self, queryset: Any, name: str, value: str) -> Any:
        """Handed in, and heard long enough; or, handed in and too short."""
        short = queryset.filed().too_short()
        return short if value == "no" else queryset.filed().exclude(pk__in=short.values("pk"))

    def by_teacher(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        people = User.objects.filter(staff_number=value.strip())
        if not people.exists():
            people = User.objects.matching(value)
        return queryset.filter(teacher_id__in=people.values("pk"))
