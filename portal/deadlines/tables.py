"""Tables of requirements and of excuses."""

from __future__ import annotations

from typing import Any

import django_tables2
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from portal.deadlines.matrix import amount_of
from portal.deadlines.models import Excuse, Requirement
from portal.ui.actions import Action
from portal.ui.dates import school_date, school_datetime
from portal.ui.parts import action_button, person_chip
from portal.ui.tables import NumberColumn, PortalTable, row_url


class RequirementTable(PortalTable):
    kind = django_tables2.Column(gettext_lazy("Kind of record"), accessor="label")
    amount = django_tables2.Column(gettext_lazy("How many"), accessor="count")
    audience = django_tables2.Column(gettext_lazy("Who owes it"), accessor="audience")
    people = NumberColumn(gettext_lazy("People"), accessor="people")
    due = django_tables2.Column(gettext_lazy("Due"), accessor="pk")
    min_characters = NumberColumn(gettext_lazy("Characters at least"))
    acts = django_tables2.Column("", accessor="pk")

    heading_column = "kind"
    caption = gettext_lazy("What is owed in this term")

    def __init__(self, *args: Any, can_edit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if can_edit else ("acts",), **kwargs)

    @cached_property
    def addresses(self) -> tuple[Any, Any]:
        """Resolved once, not once a row."""
        return row_url("deadlines:requirement_edit"), row_url("deadlines:requirement_delete")

    def render_amount(self, record: Requirement) -> str:
        return amount_of(record)

    def render_audience(self, record: Requirement) -> str:
        return audience_of(record)

    def render_due(self, record: Requirement) -> str:
        return school_datetime(record.due_at) if record.due_at else _("Sundays, 23:59")

    def render_min_characters(self, value: int) -> Any:
        return value or ""

    def render_acts(self, record: Requirement) -> SafeString:
        edit, delete = self.addresses
        return format_html(
            '<span class="acts"><a class="btn btn-sm btn-outline" href="{}">{}'
            '<span class="visually-hidden"> {}</span></a>'
            '<a class="btn btn-sm btn-outline" href="{}">{}'
            '<span class="visually-hidden"> {}</span></a></span>',
            edit(record.pk),
            _("Change"),
            record.label,
            delete(record.pk),
            _("Remove"),
            record.label,
        )


def audience_of(requirement: Requirement) -> str:
    """Whom a requirement asks, in words, with every condition that narrows it."""
    details = {
        Requirement.Audience.ROLE: requirement.get_role_display(),
        Requirement.Audience.GROUP: requirement.group.name if requirement.group else "",
        Requirement.Audience.GROUP_LEADERS: requirement.get_group_kind_display(),
    }
    parts = [requirement.get_audience_display()]
    if detail := details.get(requirement.audience):
        parts.append(str(detail))
    if years := _years(requirement):
        parts.append(years)
    return " · ".join(str(part) for part in parts)


def _years(requirement: Requirement) -> str:
    low, high = requirement.min_years_of_service, requirement.max_years_of_service
    if low is not None and high is not None:
        return _("%(low)d to %(high)d years of service") % {"low": low, "high": high}
    if low is not None:
        return _("%(low)d years of service or more") % {"low": low}
    return _("%(high)d years of service or fewer") % {"high": high} if high is not None else ""


class ExcuseTable(PortalTable):
    person = django_tables2.Column(gettext_lazy("Staff member"))
    reason = django_tables2.Column(gettext_lazy("Reason"))
    starts_on = django_tables2.Column(gettext_lazy("From"))
    ends_on = django_tables2.Column(gettext_lazy("To"), accessor="pk")
    requirement = django_tables2.Column(gettext_lazy("Only for"), accessor="pk")
    granted_by = django_tables2.Column(gettext_lazy("Excused by"))
    acts = django_tables2.Column("", accessor="pk")

    heading_column = "person"
    caption = gettext_lazy("Excuses of this term")

    def __init__(
        self, *args: Any, can_end: bool = False, csrf_token: str = "", **kwargs: Any
    ) -> None:
        self.csrf_token = csrf_token
        super().__init__(*args, exclude=() if can_end else ("acts",), **kwargs)

    @cached_property
    def end_url(self) -> Any:
        return row_url("deadlines:excuse_end")

    def render_person(self, record: Excuse) -> SafeString:
        return person_chip(record.person)

    def render_reason(self, record: Excuse) -> str:
        reason = record.get_reason_display()
        return f"{reason} · {record.words}" if record.words else str(reason)

    def render_ends_on(self, record: Excuse) -> str:
        return school_date(record.ends_on) if record.ends_on else _("open")

    def render_requirement(self, record: Excuse) -> str:
        return record.requirement.label if record.requirement else _("Everything that is owed")

    def render_granted_by(self, record: Excuse) -> str:
        return record.granted_by.name

    def render_acts(self, record: Excuse) -> Any:
        if record.ends_on is not None and record.ends_on < clock.today():
            return ""
        action = Action(
            slug="end_excuse",
            label=_("End it today"),
            url=self.end_url(record.pk),
            confirm=_("From today on they owe again. End the excuse?"),
        )
        return action_button(action, self.csrf_token)
