"""Tables of mails that did not arrive and of people whom none reaches."""

from __future__ import annotations

import django_tables2
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.notices.models import Delivery
from portal.notices.render import sentences_of
from portal.ui.parts import person_chip
from portal.ui.tables import PortalTable, SelectColumn


class OutboxTable(PortalTable):
    chosen = SelectColumn()
    person = django_tables2.Column(_("Staff member"), accessor="notice__person")
    subject = django_tables2.Column(_("Notice"), accessor="notice")
    answer = django_tables2.Column(_("What went wrong"))
    attempts = django_tables2.Column(_("Attempts"))

    heading_column = "person"
    caption = _("Mails that were given up")

    class Meta:
        fields = ("chosen", "person", "subject", "answer", "attempts")

    def render_person(self, record: Delivery) -> SafeString:
        return person_chip(record.notice.person)

    def render_subject(self, record: Delivery) -> str:
        return sentences_of(record.notice).subject


class UnreachableTable(PortalTable):
    name = django_tables2.Column(_("Name"))
    staff_number = django_tables2.Column(_("Staff number"))
    phone = django_tables2.Column(_("Phone"))
    why = django_tables2.Column(_("Why no mail reaches them"))

    heading_column = "name"
    caption = _("People whom no mail reaches")
