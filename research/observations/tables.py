"""The columns of the list of observations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.models import Record
from portal.records.querysets import RecordQuerySet
from portal.records.tables import RecordTable
from portal.ui.tables import NumberColumn
from research.observations.points import in_words


class ObservationTable(RecordTable):
    """Topic, teacher, class, who heard it, day, points and state."""

    title = tables.Column(
        verbose_name=pgettext_lazy("of a lesson", "Lesson topic"), accessor="display_title"
    )
    teacher = tables.Column(verbose_name=_("Teacher of the lesson"), accessor="teacher_name")
    class_name = tables.Column(verbose_name=_("Class"))
    author = tables.Column(verbose_name=_("Observer"), accessor="author__name")
    occasion = tables.Column(verbose_name=_("Occasion"))
    total = NumberColumn(verbose_name=_("Points"))

    reads: ClassVar[tuple[str, ...]] = (
        *RecordTable.reads,
        "teacher__name",
        "outside_teacher",
        "class_name",
        "occasion",
        "total",
        "band",
    )

    class Meta:
        model = Record
        fields = (
            "title",
            "teacher",
            "class_name",
            "occasion",
            "author",
            "occurred_on",
            "total",
            "state",
        )
        sequence = fields

    @classmethod
    def rows_of(cls, queryset: RecordQuerySet) -> RecordQuerySet:
        return queryset.select_related("author", "group", "teacher").only(*cls.reads)

    def render_total(self, value: Decimal, record: Any) -> str:
        return in_words(value, record.band)

    def value_total(self, value: Decimal) -> Decimal | None:
        return value
