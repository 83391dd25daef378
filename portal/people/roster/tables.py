"""The preview row by row: who, what would become of it, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.imports.says import change_of, says
from portal.imports.tables import RunTable, SheetRowTable
from portal.people.models import ImportRow, ImportRun, User
from portal.people.roster.display import in_words
from portal.people.roster.vocabulary import label_of
from portal.ui.tables import PortalTable, SelectColumn, row_url

#: What a newcomer's row shows of itself; the rest is stored all the same.
_SHOWN_OF_NEW = ("main_group", "prep_groups", "subject", "title", "phone", "class_teacher_of")


class ImportRowTable(SheetRowTable):
    outcomes = ImportRow.Outcome

    class Meta(SheetRowTable.Meta):
        model = ImportRow

    def render_says(self, record: ImportRow) -> SafeString:
        return says(record, _changes)


def _changes(row: ImportRow) -> Iterable[str]:
    if row.outcome == ImportRow.Outcome.NEW:
        shown = {slug: new for slug, _old, new in row.changes if slug in _SHOWN_OF_NEW}
        facts = [(label_of(s), in_words(s, shown[s])) for s in _SHOWN_OF_NEW if s in shown]
        if facts:
            yield format_html("<p>{}</p>", format_html_join(" · ", "{} {}", facts))
    elif row.outcome in {ImportRow.Outcome.CHANGED, ImportRow.Outcome.ASKS} and row.person_id:
        for slug, old, new in sorted(row.changes, key=lambda change: change[0] != "name"):
            yield change_of(label_of(slug), in_words(slug, old), in_words(slug, new))


class AbsentTable(PortalTable):
    """People on the staff whom the sheet does not mention."""

    name = django_tables2.Column(verbose_name=_("Name"), orderable=False)
    staff_number = django_tables2.Column(verbose_name=_("Staff number"), orderable=False)
    main_group = django_tables2.Column(
        verbose_name=_("Main group"), accessor="main_group__name", orderable=False
    )

    heading_column = "name"
    caption = _("Not in the sheet")

    class Meta:
        model = User
        fields = ["name", "staff_number", "main_group"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_of = row_url("people:staff_detail")

    def render_name(self, record: User) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.url_of(record.pk), record.name)


class ImportRunTable(RunTable):
    outcomes = ImportRow.Outcome
    list_address = "people:import_list"

    class Meta(RunTable.Meta):
        model = ImportRun


class PasswordlessTable(PortalTable):
    """People who have no password of their own yet, to be chosen for slips."""

    chosen = SelectColumn()
    name = django_tables2.Column(verbose_name=_("Name"), orderable=False)
    staff_number = django_tables2.Column(verbose_name=_("Staff number"), orderable=False)
    main_group = django_tables2.Column(
        verbose_name=_("Main group"), accessor="main_group__name", orderable=False
    )
    first_password_expires_at = django_tables2.Column(
        verbose_name=_("First password until"), orderable=False
    )

    heading_column = "name"
    caption = _("Without a password of their own")

    class Meta:
        model = User
        fields = ["chosen", "name", "staff_number", "main_group", "first_password_expires_at"]
