"""The rows of what was entered for teachers: title, teacher, since when, reminded when."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.people.models import User
from portal.records.any_kind import AnyKindTable
from portal.records.kinds import kind_of
from portal.records.models import Entry
from portal.ui.dates import school_date
from portal.ui.tables import SelectColumn

ENTRY_ORDERS = {"asked_at": ("asked_at", "id")}


class EntryTable(AnyKindTable):
    """A draft opens for the colleague who wrote it; the others see that it is on its way."""

    chosen = SelectColumn()
    title = tables.Column(verbose_name=_("Title"), accessor="record__display_title")
    author = tables.Column(verbose_name=_("Teacher"), accessor="record__author__name")
    entered_by = tables.Column(verbose_name=_("Entered by"), accessor="record__entered_by__name")
    asked_at = tables.Column(verbose_name=_("Since"))
    reminded_on = tables.Column(verbose_name=_("Reminded"))
    words = tables.Column(verbose_name=_("Words"))

    heading_column = "title"
    caption = _("Entered for teachers")  # type: ignore[assignment]

    class Meta:
        model = Entry
        fields = ("chosen", "title", "author", "entered_by", "asked_at", "reminded_on", "words")

    def __init__(self, *args: Any, user: User, shown: str, **kwargs: Any) -> None:
        self.user = user
        hidden = ("words",) if shown == "waiting" else ("chosen", "reminded_on")
        super().__init__(*args, exclude=hidden, **kwargs)

    def render_title(self, value: str, record: Entry) -> SafeString:
        if record.record.entered_by_id == self.user.pk:
            return super().render_title(value, record.record)
        return format_html("{} <small>{}</small>", value, kind_of(record.record).label)

    def render_author(self, record: Entry) -> SafeString:
        author = record.record.author
        return format_html("{} <small>{}</small>", author.name, author.staff_number)

    def render_asked_at(self, value: Any) -> str:
        return str(school_date(value))

    def render_reminded_on(self, value: Any) -> str:
        return str(school_date(value))
