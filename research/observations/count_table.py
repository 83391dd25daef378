"""The columns of the table of lessons heard."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portal.ui.charts import linked
from portal.ui.tables import NumberColumn, PortalTable


class HeardTable(PortalTable):
    """A person and their lessons by occasion; the sum opens the list behind it."""

    person = tables.Column(verbose_name=_("Name"), accessor="person__name")
    group = tables.Column(verbose_name=_("Group"), accessor="person__main_group__name")
    school = NumberColumn(verbose_name=_("Open lessons of the school"))
    district = NumberColumn(verbose_name=_("Of the district and above"))
    unannounced = NumberColumn(verbose_name=_("Unannounced"))
    outside = NumberColumn(verbose_name=_("At other schools"))
    counted = NumberColumn(verbose_name=_("Counted in all"))
    owed = NumberColumn(verbose_name=_("Lessons owed"))
    short = NumberColumn(verbose_name=_("Too short"))

    heading_column = "person"

    def render_counted(self, value: int, record: Any) -> str:
        return linked(value, record.url)
