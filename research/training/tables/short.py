"""Who is short by how much; and each group's rate."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.ui.markup import link
from portal.ui.tables import NumberColumn, PortalTable, row_url
from research.training.ledger import PersonYear
from research.training.pass_rate import GroupRate
from research.training.words import category_label, hours_text


class ShortTable(PortalTable):
    name = tables.Column(verbose_name=gettext_lazy("Name"), accessor="person", orderable=False)
    group = tables.Column(verbose_name=gettext_lazy("Group"), accessor="person", orderable=False)
    owed = NumberColumn(verbose_name=gettext_lazy("Owed"), accessor="person", orderable=False)
    counted = NumberColumn(verbose_name=gettext_lazy("Counted"), accessor="person", orderable=False)
    missing = NumberColumn(verbose_name=gettext_lazy("Missing"), accessor="person", orderable=False)
    forecast = NumberColumn(
        verbose_name=gettext_lazy("Still missing if all comes"), accessor="person", orderable=False
    )

    heading_column = "name"
    caption = gettext_lazy("Who is short")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_of = row_url("training:person")

    def render_name(self, record: PersonYear) -> str:
        url = f"{self.url_of(record.person.pk)}?year={record.year}"
        return format_html(
            "{} <small>{}</small>", link(url, record.person.name), record.person.staff_number
        )

    def render_group(self, record: PersonYear) -> str:
        return record.person.main_group.name if record.person.main_group else "–"

    def render_owed(self, record: PersonYear) -> str:
        return hours_text(record.reckoning.owed.hours)

    def render_counted(self, record: PersonYear) -> str:
        return hours_text(record.reckoning.counted)

    def render_missing(self, record: PersonYear) -> str:
        """With the categories that ask for hours of their own."""
        missing = hours_text(record.reckoning.missing)
        asked = [
            _("%(category)s %(hours)s")
            % {"category": category_label(row.category), "hours": hours_text(row.missing)}
            for row in record.reckoning.rows
            if row.missing
        ]
        if not asked:
            return missing
        return format_html("{} <small>{}</small>", missing, _(", ").join(asked))

    def render_forecast(self, record: PersonYear) -> str:
        return hours_text(record.forecast.missing)


class GroupRateTable(PortalTable):
    group = tables.Column(verbose_name=gettext_lazy("Group"), accessor="people", orderable=False)
    people = NumberColumn(verbose_name=gettext_lazy("People"), orderable=False)
    passed = NumberColumn(verbose_name=gettext_lazy("Passed"), orderable=False)
    percent = NumberColumn(verbose_name=gettext_lazy("Pass rate"), orderable=False)
    forecast_percent = NumberColumn(verbose_name=gettext_lazy("If all comes"), orderable=False)
    missing = NumberColumn(verbose_name=gettext_lazy("Hours missing"), orderable=False)

    heading_column = "group"
    caption = gettext_lazy("By group")

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        self.year = year
        self.home = reverse("training:pass_rate")
        super().__init__(*args, **kwargs)

    def render_group(self, record: GroupRate) -> str:
        if record.group is None:
            return _("Without a group")
        return link(f"{self.home}?year={self.year}&group={record.group.pk}", record.group.name)

    def render_percent(self, record: GroupRate) -> str:
        return f"{record.percent} %"

    def render_forecast_percent(self, record: GroupRate) -> str:
        return f"{record.forecast_percent} %"

    def render_missing(self, record: GroupRate) -> str:
        return hours_text(record.missing)
