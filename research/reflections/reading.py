"""What the school's reading page shows of each featured record, and how it is narrowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import django_filters as filters
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.people.models import Group
from portal.records.filters import research_groups, terms
from portal.records.kinds import kind_of, kinds
from portal.terms.models import Term
from portal.ui.filters import OfferedFilter, PortalFilterSet
from research.reflections.models import Featured

if TYPE_CHECKING:
    from portal.records.models import Record

#: Characters of its text that the page shows of each record.
EXCERPT = 160


@dataclass(frozen=True)
class ReadingItem:
    featured: Featured
    record: Record
    kind_label: str | Promise
    excerpt: str


def reading_items(rows: Iterable[Featured]) -> list[ReadingItem]:
    """The featured with the beginning of their text; no query."""
    return [
        ReadingItem(row, row.record, kind_of(row.record).label, excerpt_of(row)) for row in rows
    ]


def excerpt_of(featured: Featured) -> str:
    """The first words of the text without the title, which heads the plain text."""
    title = featured.record.title
    words = featured.beginning.removeprefix(title).replace("\n", " ").strip()  # type: ignore[attr-defined]
    return f"{words[:EXCERPT]}…" if len(words) > EXCERPT else words


class ReadingFilter(PortalFilterSet):
    """By kind, term and group, and by words."""

    keeps: ClassVar[tuple[str, ...]] = ("sort",)

    words = filters.CharFilter(label=_("Words"), method="with_words")
    kind = filters.ChoiceFilter(
        label=_("Kind of record"), field_name="record__kind", empty_label=_("Any")
    )
    term = OfferedFilter(
        label=_("Term"),
        field_name="record__term",
        queryset=Term.objects.all(),
        rows=terms,
        empty_label=_("Any"),
    )
    group = OfferedFilter(
        label=_("Group"),
        field_name="record__group",
        queryset=Group.objects.active().research_groups(),
        rows=research_groups,
        empty_label=_("Any"),
    )

    class Meta:
        model = Featured
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from research.reflections.records import KIND_SLUGS

        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = [
            (slug, kinds.get(slug).label) for slug in KIND_SLUGS
        ]

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split()[:5]:
            queryset = queryset.filter(record__text__icontains=word)
        return queryset
