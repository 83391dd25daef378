"""The columns of the list of inspections."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.models import Record
from portal.records.tables import RecordTable
from portal.ui.dates import school_date
from portal.ui.parts import tag
from research.supervision.standing import standing_of


class InspectionTable(RecordTable):
    """Group and month, who inspected, by when the group replies, and where it stands."""

    author = tables.Column(verbose_name=_("Supervisor"), accessor="author__name")
    reply_due_on = tables.Column(verbose_name=_("Reply due"))
    state = tables.Column(verbose_name=pgettext_lazy("of an inspection", "Stage"))

    reads: ClassVar[tuple[str, ...]] = (*RecordTable.reads, "stage", "reply_due_on")

    class Meta:
        model = Record
        fields = ("title", "group", "author", "occurred_on", "reply_due_on", "state")
        sequence = fields

    def render_reply_due_on(self, value: date) -> str:
        return school_date(value)

    def value_reply_due_on(self, value: date) -> date:
        return value

    def render_state(self, record: Record) -> str:
        standing = standing_of(record)
        return tag(standing.label, standing.tone, standing.icon)

    def value_state(self, record: Record) -> str:
        return str(standing_of(record).label)
