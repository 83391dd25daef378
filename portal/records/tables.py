"""The columns of a list of records, on screen and in the exported sheet.

`reads` names the fields that a row needs; everything else stays in the
database. A cell is made in Python: no template and no query for each row.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portal.records.kinds import RecordKind
from portal.records.models import Record
from portal.records.querysets import RecordQuerySet
from portal.ui.markup import link
from portal.ui.parts import state_badge
from portal.ui.tables import PortalTable, row_url


class RecordTable(PortalTable):
    """Title, author, group, day and state: what every kind has."""

    title = tables.Column(verbose_name=_("Title"), accessor="display_title")
    author = tables.Column(verbose_name=_("Author"), accessor="author__name")
    group = tables.Column(verbose_name=_("Group"), accessor="group__name")
    occurred_on = tables.Column(verbose_name=_("Date"))
    state = tables.Column(verbose_name=_("State"))

    heading_column = "title"
    reads: ClassVar[tuple[str, ...]] = (
        "kind",
        "title",
        "occurred_on",
        "state",
        "author__name",
        "group__name",
    )

    class Meta:
        model = Record
        fields = ("title", "author", "group", "occurred_on", "state")

    def __init__(self, *args: Any, kind: RecordKind, scope: str = "school", **kwargs: Any) -> None:
        self.url_of = row_url(f"{kind.app_label}:{kind.slug}_detail")
        self.caption = str(kind.plural)
        hidden = ("author", "group") if scope == "mine" else ()
        super().__init__(*args, exclude=hidden, **kwargs)

    def render_title(self, value: str, record: Record) -> str:
        return link(self.url_of(record.pk), value)

    def value_title(self, value: str) -> str:
        return value

    def value_occurred_on(self, value: date) -> date:
        """A real date in the sheet."""
        return value

    def render_state(self, record: Record) -> str:
        return state_badge(record.state)

    def value_state(self, record: Record) -> str:
        return str(record.get_state_display())

    @classmethod
    def rows_of(cls, queryset: RecordQuerySet) -> RecordQuerySet:
        """The queryset with what these columns read, and nothing else."""
        return queryset.select_related("author", "group").only(*cls.reads)
