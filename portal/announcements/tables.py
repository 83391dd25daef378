"""Tables: announcements one looks after, and the people to whom one went."""

from __future__ import annotations

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.announcements.lines import stage_tag
from portal.announcements.models import Announcement, Recipient
from portal.ui.parts import person_chip
from portal.ui.tables import EMPTY, PortalTable, row_url


class WrittenTable(PortalTable):
    title = django_tables2.Column(pgettext_lazy("of an announcement", "Title"))
    stage = django_tables2.Column(gettext_lazy("State"))
    author = django_tables2.Column(gettext_lazy("Written by"), accessor="author__name")
    sent_at = django_tables2.Column(gettext_lazy("Sent on"))
    valid_until = django_tables2.Column(gettext_lazy("Valid until"))
    told = django_tables2.Column(pgettext_lazy("announcements", "Read"))
    have_confirmed = django_tables2.Column(gettext_lazy("Confirmed"))

    heading_column = "title"
    caption = gettext_lazy("Announcements written")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.open_url = row_url("announcements:announcement")
        self.readers_url = row_url("announcements:readers")

    def render_title(self, record: Announcement) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.open_url(record.pk), record.title)

    def render_stage(self, record: Announcement) -> SafeString:
        return stage_tag(record)

    def render_told(self, record: Announcement) -> SafeString:
        return self._share(record, record.have_read) if not record.is_draft else EMPTY  # type: ignore[attr-defined]

    def render_have_confirmed(self, record: Announcement) -> SafeString:
        if record.is_draft or not record.must_confirm:
            return EMPTY
        return self._share(record, record.have_confirmed)  # type: ignore[attr-defined]

    def _share(self, record: Announcement, count: int) -> SafeString:
        address, told = self.readers_url(record.pk), record.told  # type: ignore[attr-defined]
        words = _("%(n)d of %(all)d") % {"n": count, "all": told}
        return format_html('<a href="{}">{}</a>', address, words)


class ReaderTable(PortalTable):
    person = django_tables2.Column(pgettext_lazy("of a person", "Name"), accessor="person__name")
    main_group = django_tables2.Column(
        gettext_lazy("Main group"), accessor="person__main_group__name"
    )
    read_at = django_tables2.Column(gettext_lazy("Read on"))
    confirmed_at = django_tables2.Column(gettext_lazy("Confirmed on"))

    heading_column = "person"
    caption = gettext_lazy("People to whom it went")

    def render_person(self, record: Recipient) -> SafeString:
        return person_chip(record.person)
