"""Tables of an import: its earlier runs, and the rows of a sheet's preview."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.imports.models import SheetRow, SheetRun
from portal.imports.says import OUTCOME_TONES
from portal.ui.parts import tag
from portal.ui.tables import PortalTable


class SheetRowTable(PortalTable):
    """Rows about people: who, by the sheet's own words, and what becomes of the row.

    A child names its model and `outcomes`, and says what happens (`render_says`).
    """

    outcomes: ClassVar[type[TextChoices]]

    who = django_tables2.Column(verbose_name=_("Name"), accessor="pk", orderable=False)
    number = django_tables2.Column(verbose_name=_("Row number"), orderable=False)
    outcome = django_tables2.Column(verbose_name=_("Outcome"), orderable=False)
    says = django_tables2.Column(verbose_name=_("What happens"), accessor="pk", orderable=False)

    heading_column = "who"
    caption = _("Rows of the sheet")

    class Meta:
        fields = ["who", "number", "outcome", "says"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tags = {v: tag(label, *OUTCOME_TONES[v]) for v, label in self.outcomes.choices}

    def render_who(self, record: SheetRow) -> SafeString:
        """As the sheet says it: two people of one name are told apart by their numbers."""
        return format_html(
            '{} <span class="text-body-secondary">{}</span>',
            _said(record, "name"),
            _said(record, "staff_number"),
        )

    def render_outcome(self, record: Any) -> SafeString:
        return self.tags[record.outcome]


def _said(row: SheetRow, slug: str) -> str:
    return str(row.values.get(slug) or row.given.get(slug, ""))[:60]


class RunTable(PortalTable):
    """Earlier runs. A child names its model, `outcomes`, and the address of the list."""

    outcomes: ClassVar[type[TextChoices]]
    list_address: ClassVar[str]

    file_name = django_tables2.Column(verbose_name=_("File"), orderable=False)
    created_at = django_tables2.Column(verbose_name=_("Uploaded"), orderable=False)
    owner = django_tables2.Column(verbose_name=_("By"), accessor="owner__name", orderable=False)
    state = django_tables2.Column(verbose_name=_("State"), orderable=False)
    result = django_tables2.Column(verbose_name=_("Rows"), accessor="pk", orderable=False)

    heading_column = "file_name"
    caption = _("Earlier imports")

    class Meta:
        fields = ["file_name", "created_at", "owner", "state", "result"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home = reverse(self.list_address)

    def render_file_name(self, record: SheetRun) -> SafeString:
        return format_html('<a href="{}{}/">{}</a>', self.home, record.uid, record.file_name)

    def render_result(self, record: SheetRun) -> str:
        labels = dict(self.outcomes.choices)
        return " · ".join(f"{labels[k]} {n}" for k, n in record.counts.items() if k in labels)
