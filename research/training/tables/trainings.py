"""The list of trainings, and who was at one."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.ui.dates import school_date
from portal.ui.markup import link
from portal.ui.parts import tag
from portal.ui.tables import NumberColumn, PortalTable, row_url
from research.training.models import HourEntry, Training
from research.training.words import hours_text


class TrainingTable(PortalTable):
    title = tables.Column(verbose_name=pgettext_lazy("of a training", "Title"), orderable=False)
    category = tables.Column(verbose_name=_("Category"), orderable=False)
    first_day = tables.Column(verbose_name=_("Begins"), orderable=False)
    session_count = NumberColumn(verbose_name=_("Sessions"), orderable=False)
    total_hours = NumberColumn(verbose_name=pgettext_lazy("amount", "Hours"), orderable=False)
    given = tables.Column(verbose_name=_("Hours given"), accessor="pk", orderable=False)

    heading_column = "title"
    caption = _("Trainings")

    class Meta:
        model = Training
        fields = ("title", "category", "first_day", "session_count", "total_hours", "given")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_of = row_url("training:training_detail")

    def render_title(self, record: Training) -> str:
        return link(self.url_of(record.pk), record.title)

    def render_category(self, record: Training) -> str:
        return record.get_category_display()

    def render_total_hours(self, value: Any) -> str:
        return hours_text(value)

    def render_given(self, record: Training) -> str:
        if record.given_at is None:
            return tag(_("not yet"), "quiet")
        return school_date(record.given_at)


class CreditTable(PortalTable):
    """Who has which hours by a training."""

    person = tables.Column(verbose_name=_("Name"), accessor="person__name", orderable=False)
    staff_number = tables.Column(
        verbose_name=_("Staff number"), accessor="person__staff_number", orderable=False
    )
    year = tables.Column(verbose_name=_("Year"), orderable=False)
    hours = NumberColumn(verbose_name=pgettext_lazy("amount", "Hours"), orderable=False)

    heading_column = "person"
    caption = _("Hours given")

    class Meta:
        model = HourEntry
        fields = ("person", "staff_number", "year", "hours")

    def render_hours(self, value: Any) -> str:
        return hours_text(value)
