"""The preview of a district's sheet row by row, and the history of imports."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.imports.says import change_of, says
from portal.imports.tables import RunTable, SheetRowTable
from research.training.models import HourEntry, HourImport, HourImportRow
from research.training.words import category_label


class HourRowTable(SheetRowTable):
    outcomes = HourImportRow.Outcome

    class Meta(SheetRowTable.Meta):
        model = HourImportRow

    def render_says(self, record: HourImportRow) -> SafeString:
        return says(record, _changes, first=[_what(record)])


def _what(row: HourImportRow) -> str:
    """The line as it was read: title, category, days, hours."""
    values = row.values
    days = " – ".join(dict.fromkeys(filter(None, (values.get("starts_on"), values.get("ends_on")))))
    parts = [
        values.get("title", ""),
        category_label(values["category"]) if values.get("category") else "",
        days or str(values.get("year", "")),
        _("%(hours)s hours") % {"hours": values["hours"]} if values.get("hours") else "",
    ]
    return format_html("<p>{}</p>", " · ".join(str(part) for part in parts if part))


def _changes(row: HourImportRow) -> Iterable[str]:
    for name, old, new in row.changes:
        label = HourEntry._meta.get_field(name).verbose_name
        shown = (category_label(old), category_label(new)) if name == "category" else (old, new)
        yield change_of(label, *shown)


class HourImportTable(RunTable):
    outcomes = HourImportRow.Outcome
    list_address = "training:import_list"

    class Meta(RunTable.Meta):
        model = HourImport
