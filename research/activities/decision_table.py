"""The columns of the list of decisions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from portal.ui.dates import school_date
from portal.ui.markup import link
from portal.ui.parts import tag
from portal.ui.tables import PortalTable
from research.activities.models import Decision

if TYPE_CHECKING:
    from portal.people.models import User


class DecisionTable(PortalTable):
    text = tables.Column(verbose_name=pgettext_lazy("of a group", "Decision"), orderable=False)
    activity = tables.Column(
        verbose_name=pgettext_lazy("of a group", "Decided at"),
        accessor="activity__title",
        orderable=False,
    )
    group = tables.Column(
        verbose_name=gettext_lazy("Group"), accessor="activity__group__name", orderable=False
    )
    owner = tables.Column(
        verbose_name=gettext_lazy("Who sees to it"), accessor="owner__name", orderable=False
    )
    due_on = tables.Column(verbose_name=gettext_lazy("Until"), orderable=False)
    done = tables.Column(
        verbose_name=gettext_lazy("Done"), accessor="pk", orderable=False, empty_values=()
    )

    heading_column = "text"

    class Meta:
        model = Decision
        fields = ("text", "activity", "group", "owner", "due_on", "done")
        sequence = fields

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        self.user, self.today = user, today
        self.led = set(user.led_group_ids)
        self.caption = pgettext("of a group", "Decisions")
        super().__init__(*args, **kwargs)

    def render_activity(self, value: str, record: Decision) -> str:
        return link(record.activity.get_absolute_url(), value)

    def render_due_on(self, value: date, record: Decision) -> str:
        if record.is_done or value >= self.today:
            return school_date(value)
        return format_html("{} {}", school_date(value), tag(_("Overdue"), "warning"))

    def render_done(self, record: Decision) -> SafeString | str:
        if record.is_done:
            return format_html(
                "{} {}", tag(_("Done"), "success", "circle-check"), record.done_words
            )
        if record.owner_id == self.user.pk or record.activity.group_id in self.led:
            url = reverse("activities:decision_done", kwargs={"pk": record.pk})
            return link(url, _("Mark as done"))
        return tag(pgettext("of a decision", "Open"), "info")
