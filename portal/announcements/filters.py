"""Narrowing announcements, and those to whom one went."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.announcements.models import Announcement, Recipient, Stage
from portal.people.models import Group
from portal.ui.filters import PortalFilterSet

#: Where no choice is made the current ones are shown; the view says so.
SHOWN = [
    ("unread", _("Not read yet")),
    ("to_confirm", _("To be confirmed")),
    ("archive", _("Archive: over or withdrawn")),
    ("all", _("All, old and new")),
]


class AnnouncementFilter(PortalFilterSet):
    """Of those that concern somebody; expects rows `with_state_for` them."""

    q = filters.CharFilter(label=_("Words in title or text"), method="with_words")
    show = filters.ChoiceFilter(
        label=_("Which ones"), choices=SHOWN, method="shown", empty_label=_("Current ones")
    )

    class Meta:
        model = Announcement
        fields: list[str] = []

    def with_words(self, rows: Any, name: str, value: str) -> QuerySet:
        return rows.matching(value)

    def shown(self, rows: Any, name: str, value: str) -> QuerySet:
        if value == "archive":
            return rows.archived(clock.now(), clock.today())
        if value == "unread":
            return rows.sent().filter(is_read=False)
        if value == "to_confirm":
            return rows.sent().filter(must_confirm=True, is_confirmed=False)
        return rows


class WrittenFilter(PortalFilterSet):
    q = filters.CharFilter(label=_("Words in title or text"), method="with_words")
    stage = filters.ChoiceFilter(label=_("State"), choices=Stage.choices, empty_label=_("Any"))

    class Meta:
        model = Announcement
        fields = ["stage"]

    def with_words(self, rows: Any, name: str, value: str) -> QuerySet:
        return rows.matching(value)


STATES = [
    ("read", pgettext_lazy("of people", "Have read it")),
    ("unread", pgettext_lazy("of people", "Have not read it")),
    ("confirmed", pgettext_lazy("of people", "Have confirmed it")),
    ("unconfirmed", pgettext_lazy("of people", "Have not confirmed it")),
]


class ReaderFilter(PortalFilterSet):
    state = filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("Any")
    )
    group = filters.ModelChoiceFilter(
        label=_("Main group"),
        field_name="person__main_group",
        queryset=Group.objects.filter(kind="research_group"),
        empty_label=_("Any"),
        null_label=_("Without a main group"),
    )

    class Meta:
        model = Recipient
        fields: list[str] = []

    def in_state(self, rows: Any, name: str, value: str) -> QuerySet:
        if value == "read":
            return rows.read()
        if value == "unread":
            return rows.unread()
        if value == "confirmed":
            return rows.confirmed()
        return rows.filter(confirmed_at__isnull=True)
