"""The columns of the school's lists: records of every kind side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.people.models import User
from portal.records.any_kind import AnyKindTable
from portal.records.models import Record
from portal.records.querysets import RecordQuerySet
from portal.ui.dates import school_date
from portal.ui.markup import link
from portal.ui.parts import person_chip, state_badge, tag
from portal.ui.tables import NumberColumn, PortalTable

if TYPE_CHECKING:
    from portal.records.kinds import RecordKind
    from portal.records.per_head import PersonLine

ON_ONE_LINE = {"td": {"class": "text-nowrap"}}


class SchoolTable(AnyKindTable):
    title = tables.Column(verbose_name=_("Record"), accessor="display_title")
    author = tables.Column(verbose_name=_("Author"))
    group = tables.Column(verbose_name=_("Group"), accessor="group__name")

    heading_column = "title"
    reads: ClassVar[tuple[str, ...]] = (
        "kind", "title", "state", "author__name", "author__staff_number", "group__name",
    )  # fmt: skip

    @classmethod
    def rows_of(cls, records: RecordQuerySet) -> RecordQuerySet:
        """The queryset with what these columns read, and nothing else."""
        return records.select_related("author", "group").only(*cls.reads)

    def render_author(self, value: User) -> SafeString:
        return person_chip(value)

    def render_state(self, record: Record) -> SafeString:
        return state_badge(record.state)


class FiledTable(SchoolTable):
    """What was filed, by the day it tells of."""

    occurred_on = tables.Column(verbose_name=_("Date"))
    state = tables.Column(verbose_name=_("State"))

    caption = _("Records filed")  # type: ignore[assignment]
    reads: ClassVar[tuple[str, ...]] = (*SchoolTable.reads, "occurred_on")


class DecidedTable(SchoolTable):
    """What was decided; `decided_by` and `days_taken` hang off the rows."""

    submitted_at = tables.Column(verbose_name=_("Submitted at"), attrs=ON_ONE_LINE)
    decided_at = tables.Column(verbose_name=_("Decided at"), attrs=ON_ONE_LINE)
    decided_by = tables.Column(verbose_name=_("Decided by"), attrs=ON_ONE_LINE)
    state = tables.Column(verbose_name=_("Decision"))
    days_taken = NumberColumn(verbose_name=_("Working days"))

    caption = _("Decisions of the term")  # type: ignore[assignment]
    reads: ClassVar[tuple[str, ...]] = (*SchoolTable.reads, "submitted_at", "decided_at")

    def render_submitted_at(self, value: datetime) -> str:
        return school_date(value)

    def render_decided_at(self, value: datetime) -> str:
        return school_date(value)

    def render_days_taken(self, value: Any) -> str:
        return str(value)


class PerHeadTable(PortalTable):
    """One person a row, a column for each kind where there are several; each number opens its list.

    Those whose records count and who are not divided by are marked so.
    """

    person = tables.Column(verbose_name=_("Name"))
    group = tables.Column(verbose_name=_("Group"), accessor="person__main_group__name")
    total = NumberColumn(verbose_name=_("Together"))

    heading_column = "person"
    caption = _("Who filed how much")  # type: ignore[assignment]

    def __init__(self, lines: Sequence[PersonLine], kinds: Sequence[RecordKind]) -> None:
        several = kinds if len(kinds) > 1 else ()
        columns = [
            (kind.slug, CountColumn(_count_of(i), verbose_name=kind.plural))
            for i, kind in enumerate(several)
        ]
        order = ["person", "group", *(kind.slug for kind in several), "total"]
        super().__init__(lines, extra_columns=columns, sequence=order)

    def render_person(self, record: PersonLine) -> SafeString:
        chip = person_chip(record.person)
        if record.is_teacher:
            return chip
        return SafeString(f"{chip} {tag(_('Not divided by'))}")

    def render_total(self, record: PersonLine) -> SafeString:
        return link(record.url, record.total)


class CountColumn(NumberColumn):
    """The number of one kind, with the list behind it."""

    def __init__(self, count_of: Callable[[PersonLine], tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(accessor="person", **kwargs)
        self.count_of = count_of

    def render(self, record: PersonLine) -> SafeString:
        number, url = self.count_of(record)
        return link(url, number)


def _count_of(position: int) -> Callable[[PersonLine], tuple[int, str]]:
    return lambda line: line.counts[position]
