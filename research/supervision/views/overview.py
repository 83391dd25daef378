"""A term's supervision at a glance: every group, month by month, and who visited whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.views.generic import TemplateView

from portal.access import PermissionMixin
from portal.people.models import Group, GroupKind, User
from portal.terms.models import Term
from portal.terms.switch import term_chosen
from research.supervision.forms import groups_inspected
from research.supervision.models import GuidanceVisit, Inspection
from research.supervision.sample import last_day_of
from research.supervision.standing import standing_of


@dataclass
class GroupRow:
    """One group: each month with its inspection (None: none yet), and its visits."""

    group: Group
    months: list[tuple[date, Inspection | None]] = field(default_factory=list)
    visits: list[GuidanceVisit] = field(default_factory=list)


def months_of(term: Term) -> list[date]:
    """The first days of the months that the term touches."""
    months = [term.starts_on.replace(day=1)]
    while last_day_of(months[-1]) < term.ends_on:
        last = last_day_of(months[-1])
        months.append(date.fromordinal(last.toordinal() + 1))
    return months


class SupervisionView(PermissionMixin, TemplateView):
    """Three queries for the rows, whatever the number of groups."""

    permission = "supervision.inspection.list"
    template_name = "supervision/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice, user = term_chosen(self.request), self.request.user
        months = months_of(choice.term) if choice.term else []
        rows = rows_of(choice.term, months, user) if choice.term else []
        shows_all = "all" in self.request.GET
        return super().get_context_data(
            choice=choice,
            term=choice.term,
            months=months,
            rows=rows if shows_all else [row for row in rows if _matters(row)],
            shows_all=shows_all,
            may_inspect=user.has_perm("supervision.inspection.new"),
            may_visit=user.has_perm("supervision.guidance_visit.new"),
            may_set=user.has_perm("supervision.setting.edit"),
            **kwargs,
        )


def rows_of(term: Term, months: list[date], user: User) -> list[GroupRow]:
    """The groups with what the user may see of their inspections and visits."""
    rows = {group.pk: GroupRow(group) for group in groups_inspected()}
    found: dict[tuple[int, date], Inspection] = {}
    inspections = Inspection.objects.visible_to(user).in_term(term).exclude(state="withdrawn")
    for inspection in inspections:
        inspection.standing = standing_of(inspection)
        found[inspection.group_id, inspection.month] = inspection
    visits: dict[int, list[GuidanceVisit]] = defaultdict(list)
    for visit in GuidanceVisit.objects.visible_to(user).in_term(term).filed().newest_first():
        visits[visit.group_id].append(visit)
    for pk, row in rows.items():
        row.months = [(month, found.get((pk, month))) for month in months]
        row.visits = visits[pk]
    return list(rows.values())


def _matters(row: GroupRow) -> bool:
    """Research groups always; lesson-preparation groups, which are many, where something was."""
    if row.group.kind == GroupKind.RESEARCH_GROUP:
        return True
    return bool(row.visits) or any(inspection for _month, inspection in row.months)
