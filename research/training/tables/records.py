"""The columns of claims and sessions."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.models import Record
from portal.records.tables import RecordTable
from portal.ui.parts import state_badge, tag
from portal.ui.tables import NumberColumn
from research.training.models import HourState, TrainingClaim
from research.training.words import hours_text


class ClaimTable(RecordTable):
    category = tables.Column(verbose_name=_("Category"))
    hours = NumberColumn(verbose_name=pgettext_lazy("amount", "Hours"))

    reads: ClassVar[tuple[str, ...]] = (*RecordTable.reads, "category", "hours", "is_rejected")

    class Meta:
        model = Record
        fields = ("title", "category", "hours", "author", "group", "occurred_on", "state")
        sequence = fields

    def render_hours(self, value: Decimal) -> str:
        return hours_text(value)

    def value_hours(self, value: Decimal) -> Decimal:
        """A real number in the sheet."""
        return value

    def render_category(self, record: TrainingClaim) -> str:
        return record.get_category_display()

    def value_category(self, record: TrainingClaim) -> str:
        return record.get_category_display()

    def render_state(self, record: TrainingClaim) -> str:
        from research.training.records import claim_standing

        standing = claim_standing(record)
        if standing is None:
            return state_badge(record.state)
        return tag(standing.label, standing.tone, standing.icon)

    def value_state(self, record: TrainingClaim) -> str:
        if record.is_rejected:
            return str(HourState.REJECTED.label)
        return str(record.get_state_display())


class SessionTable(RecordTable):
    hours = NumberColumn(verbose_name=pgettext_lazy("amount", "Hours"))
    stage = tables.Column(verbose_name=pgettext_lazy("of a gathering", "Stage"))

    reads: ClassVar[tuple[str, ...]] = (*RecordTable.reads, "hours", "stage", "place")

    class Meta:
        model = Record
        fields = ("title", "occurred_on", "place", "hours", "stage")
        sequence = fields
        exclude = ("author", "group", "state")

    def render_hours(self, value: Decimal) -> str:
        return hours_text(value)
