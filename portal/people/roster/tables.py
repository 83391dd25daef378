"""The preview row by row: who, what would become of it, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.imports.says import OUTCOME_TONES, change_of, says
from portal.people.models import ImportRow, ImportRun, User
from portal.people.roster.display import in_words
from portal.people.roster.vocabulary import label_of
from portal.ui.parts import tag
from portal.ui.tables import PortalTable, SelectColumn, row_url

#: What a newcomer's row shows of itself; the rest is stored all the same.
_SHOWN_OF_NEW = ("main_group", "prep_groups", "subject", "title", "phone", "class_teacher_of")


class ImportRowTable(PortalTable):
    who = django_tables2.Column(verbose_name=_("Name"), accessor="pk", orderable=False)
    number = django_tables2.Column(verbose_name=_("Row number"), orderable=False)
    outcome = django_tables2.Column(verbose_name=_("Outcome"), orderable=False)
    says = django_tables2.Column(verbose_name=_("What happens"), accessor="pk", orderable=False)

    heading_column = "who"
    caption = _("Rows of the sheet")

    class Meta:
        model = ImportRow
        fields = ["who", "number", "outcome", "says"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = {
            value: tag(label, *OUTCOME_TONES[value]) for value, label in ImportRow.Outcome.choices
        }

    def render_who(self, record: ImportRow) -> SafeString:
        """As the sheet says it: two people of one name are told apart by their numbers."""
        return format_html(
            '{} <span class="text-body-secondary">{}</span>',
            _said(record, "name"),
            _said(record, "staff_number"),
        )

    def render_outcome(self, record: ImportRow) -> SafeString:
        return self.outcomes[record.outcome]

    def render_says(self, record: ImportRow) -> SafeString:
        return says(record, _changes)


def _said(row: ImportRow, slug: str) -> str:
    return str(row.values.get(slug) or row.given.get(slug, ""))[:60]


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


class ImportRunTable(PortalTable):
    file_name = django_tables2.Column(verbose_name=_("File"), orderable=False)
    created_at = django_tables2.Column(verbose_name=_("Uploaded"), orderable=False)
    owner = django_tables2.Column(verbose_name=_("By"), accessor="owner__name", orderable=False)
    state = django_tables2.Column(verbose_name=_("State"), orderable=False)
    result = django_tables2.Column(verbose_name=_("Rows"), accessor="pk", orderable=False)

    heading_column = "file_name"
    caption = _("Earlier imports")

    class Meta:
        model = ImportRun
        fields = ["file_name", "created_at", "owner", "state", "result"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home = reverse("people:import_list")

    def render_file_name(self, record: ImportRun) -> SafeString:
        return format_html('<a href="{}{}/">{}</a>', self.home, record.uid, record.file_name)

    def render_result(self, record: ImportRun) -> str:
        labels = dict(ImportRow.Outcome.choices)
        return " · ".join(f"{labels[k]} {n}" for k, n in record.counts.items() if k in labels)


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
