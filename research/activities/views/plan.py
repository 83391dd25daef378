"""The term's plan: every group's numbers against what is asked, and one group's weeks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.people.models import Group
from portal.records.facts import standing_badge
from portal.records.kinds import kinds
from portal.terms.models import Term
from portal.ui.dates import school_date, week_label
from research.activities.forms import GROUP_KINDS
from research.activities.indicators import BOTH_GROUPS
from research.activities.models import Activity
from research.activities.targets import GroupPlan, group_plans
from research.activities.when import hours


def plan_url(group: int | None = None) -> str:
    url = reverse("activities:plan")
    return f"{url}?group={group}" if group else url


@dataclass(frozen=True)
class Line:
    """One activity in the plan."""

    activity: Activity
    day: str
    hours: str
    badge: str


@dataclass(frozen=True)
class Week:
    label: str
    dates: str
    is_now: bool
    lines: list[Line] = field(default_factory=list)


class PlanView(PermissionMixin, View):
    """`?group=` and `?term=`; else the person's first group and the current term."""

    permission = "activities.activity.list"

    def get(self, request: HttpRequest) -> HttpResponse:
        term = self.term()
        found = Group.objects.active().filter(kind__in=GROUP_KINDS)
        groups = sorted(found, key=lambda group: GROUP_KINDS.index(group.kind))
        group = self.group(groups)
        plans = group_plans(term) if term else []
        plans.sort(key=lambda plan: GROUP_KINDS.index(plan.group.kind))
        context = {
            "term": term,
            "terms": Term.objects.newest_first(),
            "plans": self.narrowed(plans),
            "plan": self.plan_of(group, plans, term),
            "group": group,
            "groups": groups,
            "weeks": weeks_of(term, group, request.user) if term and group else [],
            "may_plan": request.user.has_perm("activities.activity.plan"),
        }
        return render(request, "activities/plan.html", context)

    def plan_of(
        self, group: Group | None, plans: list[GroupPlan], term: Term | None
    ) -> GroupPlan | None:
        """The chosen group's numbers, also where it is asked for nothing."""
        if group is None or term is None:
            return None
        asked = [plan for plan in plans if plan.group.pk == group.pk]
        return (asked or group_plans(term, [group]))[0]

    def narrowed(self, plans: list[GroupPlan]) -> list[GroupPlan]:
        """Of one kind of group, or of both (两组), where a figure asks; fewest held first then."""
        asked = self.request.GET.get("kind", "")
        if not asked:
            return plans
        kinds_asked = BOTH_GROUPS if asked == "both" else (asked,)
        found = [plan for plan in plans if plan.group.kind in kinds_asked]
        return sorted(found, key=lambda plan: plan.held)

    def term(self) -> Term | None:
        asked = self.request.GET.get("term", "")
        if asked.isdigit():
            return Term.objects.select_related("school_year").filter(pk=asked).first()
        return Term.objects.current()

    def group(self, groups: list[Group]) -> Group | None:
        asked = self.request.GET.get("group", "")
        wanted = [int(asked)] if asked.isdigit() else []
        wanted += [*self.request.user.led_group_ids, *self.request.user.group_ids]
        by_key = {group.pk: group for group in groups}
        return next((by_key[pk] for pk in wanted if pk in by_key), None)


def weeks_of(term: Term, group: Group, user: Any) -> list[Week]:
    """The weeks of the term with the group's activities in them; one query."""
    rows = Activity.objects.visible_to(user).in_term(term).in_group(group)
    rows = rows.exclude(state="withdrawn").select_related("group").order_by("starts_at")
    weeks = _empty_weeks(term)
    kind = kinds.get("activity")
    for activity in rows.defer("text", *Activity.MINUTES):
        number = term.week_of(activity.occurred_on)
        nearest = min(max(number, 1), term.week_count)
        weeks[nearest - 1].lines.append(_line(kind, activity))
    return weeks


def _empty_weeks(term: Term) -> list[Week]:
    today = clock.today()
    weeks = []
    for number in range(1, term.week_count + 1):
        first, last = term.week_bounds(number)
        weeks.append(Week(week_label(number), _span(first, last), first <= today <= last))
    return weeks


def _span(first: date, last: date) -> str:
    return f"{first.month}/{first.day}–{last.month}/{last.day}"


def _line(kind: Any, activity: Activity) -> Line:
    return Line(
        activity,
        school_date(activity.occurred_on),
        hours(activity.starts_at, activity.ends_at),
        standing_badge(kind, activity),
    )
