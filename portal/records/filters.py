"""Narrowing a list of records; every choice stays in the address.

A kind's own filter set adds its fields. Which of them a person sees depends
on the list: in "mine" there is no author to choose.
"""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.people.models import Group, User
from portal.prepared import prepared
from portal.records.models import Record, State
from portal.terms.models import Term
from portal.ui.filters import OfferedFilter, PortalFilterSet

DAY = {"type": "date"}
#: Fields that say nothing in a list of one's own, or of one's own group.
NOT_IN = {"mine": ("author", "group", "subject"), "group": ("group", "subject"), "school": ()}


@prepared
def research_groups() -> QuerySet[Group]:
    return Group.objects.active().research_groups()


@prepared
def terms() -> QuerySet[Term]:
    return Term.objects.newest_first()


class RecordFilter(PortalFilterSet):
    """Words, state, term, author, group and days: what every kind has."""

    keeps: ClassVar[tuple[str, ...]] = ("scope",)

    words = filters.CharFilter(label=_("Words"), method="with_words")
    state = filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("Any"))
    term = OfferedFilter(
        label=_("Term"), queryset=Term.objects.all(), rows=terms, empty_label=_("Any")
    )
    author = filters.CharFilter(label=_("Author"), method="by_author")
    group = OfferedFilter(
        label=_("Group"),
        queryset=Group.objects.active().research_groups(),
        rows=research_groups,
        empty_label=_("Any"),
    )
    since = filters.DateFilter(
        label=_("From"), field_name="occurred_on", lookup_expr="gte", widget=forms.DateInput(DAY)
    )
    until = filters.DateFilter(
        label=_("To"), field_name="occurred_on", lookup_expr="lte", widget=forms.DateInput(DAY)
    )

    class Meta:
        model = Record
        fields: list[str] = []

    def __init__(self, *args: Any, scope: str = "school", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NOT_IN[scope]:
            self.filters.pop(name, None)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen; decides between "nothing yet" and "nothing found"."""
        return any(self.data.get(name) for name in self.filters)

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split()[:5]:
            queryset = queryset.filter(Q(title__icontains=word) | Q(text__icontains=word))
        return queryset

    def by_author(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """A whole staff number means that one person, though others' may begin with it."""
        people = User.objects.filter(staff_number=value.strip())
        if not people.exists():
            people = User.objects.matching(value)
        return queryset.filter(author_id__in=people.values("pk"))
