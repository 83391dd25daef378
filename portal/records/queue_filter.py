"""Narrowing the review queue: by kind, by group, and to what is overdue. Kept in the address."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.people.models import Group
from portal.records.kinds import Reviewer, kinds
from portal.records.lateness import ReviewClock
from portal.records.models import Record
from portal.ui.filters import PortalFilterSet


def reviewed_kinds() -> list[tuple[str, Any]]:
    return [(kind.slug, kind.plural) for kind in kinds if kind.reviewer is not Reviewer.NOBODY]


class QueueFilter(PortalFilterSet):
    """`groups` are those that can occur for this person; None where there is but one."""

    keeps: ClassVar[tuple[str, ...]] = ("scope", "term")

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=reviewed_kinds, empty_label=_("Every kind")
    )
    group = django_filters.ModelChoiceFilter(
        label=_("Group"), queryset=Group.objects.none(), empty_label=_("Every group")
    )
    overdue = django_filters.BooleanFilter(
        label=_("Only overdue"), method="only_overdue", widget=forms.CheckboxInput
    )

    class Meta:
        model = Record
        fields: list[str] = []

    def __init__(
        self, *args: Any, clock: ReviewClock, groups: QuerySet[Group] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.clock = clock
        if groups is None:
            del self.filters["group"]
        else:
            self.filters["group"].queryset = groups

    @property
    def is_narrowed(self) -> bool:
        return self.form.is_valid() and any(self.form.cleaned_data.values())

    def only_overdue(self, waiting: QuerySet, name: str, value: bool) -> QuerySet:  # noqa: FBT001
        if not value:
            return waiting
        return waiting.filter(submitted_at__lt=self.clock.falls_through_before)
