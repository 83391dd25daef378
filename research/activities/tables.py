"""The columns of the list of activities, on screen and in the sheet."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.kinds import RecordKind
from portal.records.tables import RecordTable
from portal.ui.dates import school_date
from portal.ui.parts import tag
from research.activities.models import Activity
from research.activities.standing import standing
from research.activities.when import hours, weekday


class ActivityTable(RecordTable):
    title = tables.Column(
        verbose_name=pgettext_lazy("of an activity", "Topic"), accessor="display_title"
    )
    occurred_on = tables.Column(verbose_name=_("Date"))
    hours = tables.Column(verbose_name=_("Time"), accessor="starts_at", orderable=False)
    activity_kind = tables.Column(verbose_name=pgettext_lazy("of an activity", "Kind"))
    group = tables.Column(verbose_name=_("Group"), accessor="group__name")
    chair = tables.Column(verbose_name=_("Chair"), accessor="chair__name")
    place = tables.Column(verbose_name=_("Place"))
    state = tables.Column(verbose_name=_("Where it stands"), orderable=False)
    author = None

    reads: ClassVar[tuple[str, ...]] = (
        "kind",
        "title",
        "occurred_on",
        "state",
        "group__name",
        "stage",
        "starts_at",
        "ends_at",
        "activity_kind",
        "place",
        "chair__name",
    )

    class Meta:
        model = Activity
        fields = (
            "title",
            "occurred_on",
            "hours",
            "activity_kind",
            "group",
            "chair",
            "place",
            "state",
        )
        sequence = fields

    def __init__(self, *args: Any, kind: RecordKind, scope: str = "school", **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, scope="school", **kwargs)

    def render_occurred_on(self, value: date) -> str:
        return f"{school_date(value)} {weekday(value)}"

    def render_hours(self, record: Activity) -> str:
        return hours(record.starts_at, record.ends_at)

    def value_hours(self, record: Activity) -> str:
        return hours(record.starts_at, record.ends_at)

    def render_activity_kind(self, record: Activity) -> str:
        return str(record.get_activity_kind_display())

    def render_state(self, record: Activity) -> str:
        word = standing(record)
        return tag(word.label, word.tone, word.icon)

    def value_state(self, record: Activity) -> str:
        return str(standing(record).label)

    @classmethod
    def rows_of(cls, queryset: Any) -> Any:
        return queryset.select_related("group", "chair").only(*cls.reads)
