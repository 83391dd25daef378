"""Narrowing the list of activities: group, kind, where they stand, coming or over."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.people.models import Group, User
from portal.prepared import prepared
from portal.records.filters import RecordFilter
from portal.ui.filters import OfferedFilter
from research.activities.forms import GROUP_KINDS
from research.activities.models import ActivityKind
from research.attendance.models import Attendance, Mode

STAGES = {
    "planned": (pgettext_lazy("stage of a gathering", "Planned"), {"stage": "planned"}),
    "announced": (pgettext_lazy("stage of a gathering", "Announced"), {"stage": "announced"}),
    "wanted": (_("Held, minutes wanted"), {"stage": "held", "state": "draft"}),
    "waiting": (_("Minutes wait for review"), {"state": "submitted"}),
    "returned": (_("Minutes returned"), {"state": "returned"}),
    "accepted": (_("Minutes accepted"), {"state": "accepted"}),
    "held": (_("All that were held"), {"stage": "held"}),
    "cancelled": (pgettext_lazy("stage of a gathering", "Cancelled"), {"stage": "cancelled"}),
}
TIMES = [
    ("coming", pgettext_lazy("of activities", "Coming")),
    ("over", pgettext_lazy("of activities", "Over")),
]


@prepared
def meeting_groups() -> QuerySet[Group]:
    return Group.objects.active().filter(kind__in=[kind.value for kind in GROUP_KINDS])


class ActivityFilter(RecordFilter):
    state = filters.ChoiceFilter(
        label=_("Where it stands"),
        choices=[(slug, label) for slug, (label, _rows) in STAGES.items()],
        method="where_it_stands",
        empty_label=_("Any"),
    )
    activity_kind = filters.ChoiceFilter(
        label=pgettext_lazy("of an activity", "Kind"),
        choices=ActivityKind.choices,
        empty_label=_("Any"),
    )
    time = filters.ChoiceFilter(
        label=_("Time"), choices=TIMES, method="at_time", empty_label=_("Any")
    )
    group = OfferedFilter(
        label=_("Group"),
        queryset=Group.objects.active().filter(kind__in=GROUP_KINDS),
        rows=meeting_groups,
        empty_label=_("Any"),
    )
    mode = filters.ChoiceFilter(label=_("Mode"), choices=Mode.choices, empty_label=_("Any"))
    attendee = filters.CharFilter(label=_("Attended by"), method="attended_by")
    author = None
    since = filters.DateFilter(
        label=_("From"),
        field_name="occurred_on",
        lookup_expr="gte",
        widget=forms.DateInput({"type": "date"}),
    )

    def where_it_stands(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**STAGES[value][1])

    def attended_by(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        people = User.objects.filter(staff_number=value.strip())
        if not people.exists():
            people = User.objects.matching(value)
        there = Attendance.objects.counted().filter(person__in=people.values("pk"))
        return queryset.filter(pk__in=there.values("record_id"))

    def at_time(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        now = clock.now()
        return (
            queryset.filter(ends_at__gt=now)
            if value == "coming"
            else queryset.filter(ends_at__lte=now)
        )
