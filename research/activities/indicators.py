"""What group activities can be measured by; each figure opens the list that shows the same.

“Every group not fewer than” (每组不少于) is the smallest number among the
groups, never an average: docs/rules.md#activities.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import GroupKind
from portal.records.indicators import Indicator, Scope, Unit, indicators
from portal.records.querysets import RecordQuerySet
from research.activities.minutes_due import minutes_due
from research.activities.models import Activity
from research.activities.targets import group_plans
from research.attendance.figures import attendance_rate
from research.attendance.models import Attendance

if TYPE_CHECKING:
    from portal.terms.models import Term

#: Whom “every group” means where no kind is named: 两组.
BOTH_GROUPS = (GroupKind.RESEARCH_GROUP.value, GroupKind.PREP_GROUP.value)


def held_in(term: Term, scope: Scope, *, mode: str = "", kind: str = "") -> RecordQuerySet:
    """The activities that a figure counts; of a person, those they were at."""
    rows = Activity.objects.held().in_term(term)
    if scope.group is not None:
        rows = rows.in_group(scope.group)
    if scope.person is not None:
        there = Attendance.objects.counted().by(scope.person)
        rows = rows.filter(pk__in=there.values("record_id"))
    if mode:
        rows = rows.filter(mode=mode)
    return rows.filter(activity_kind=kind) if kind else rows


def activities_held(term: Term, scope: Scope, *, mode: str = "", kind: str = "") -> int:
    return held_in(term, scope, mode=mode, kind=kind).count()


def activities_per_group(term: Term, scope: Scope, *, kind: str = "") -> int | None:
    """每组不少于: the fewest held by any group of the kind that is asked for some; else None."""
    if scope.group is not None:
        return activities_held(term, scope)
    asked = (kind,) if kind else BOTH_GROUPS
    plans = [plan for plan in group_plans(term) if plan.group.kind in asked]
    return min((plan.held for plan in plans), default=None)


def minutes_on_time(term: Term, scope: Scope) -> Decimal | None:
    """Per cent of the minutes due that were first handed in by their minute; one decimal."""
    lines = minutes_due(term, clock.now(), scope.group)
    if scope.person is not None:
        lines = [line for line in lines if line.activity.author_id == scope.person.pk]
    return _percent(sum(line.is_in_time for line in lines), len(lines))


def _percent(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def rate_of_activities(term: Term, scope: Scope) -> Decimal | None:
    return attendance_rate(term, scope, kinds=["activity"])


def held_url(term: Term, scope: Scope, *, mode: str = "", kind: str = "") -> str:
    asked = {"scope": "school", "term": term.pk, "state": "held", "mode": mode}
    asked |= {"activity_kind": kind, **_scope(scope, person="attendee")}
    return _address("activities:activity_list", asked)


def plan_url(term: Term, scope: Scope, *, kind: str = "") -> str:
    return _address("activities:plan", {"term": term.pk, "kind": kind or "both", **_scope(scope)})


def minutes_url(term: Term, scope: Scope) -> str:
    return _address("activities:minutes_list", {"term": term.pk, "show": "all", **_scope(scope)})


def attendance_url(term: Term, scope: Scope) -> str:
    return _address("activities:attendance", {"term": term.pk, **_scope(scope)})


def _scope(scope: Scope, person: str = "person") -> dict[str, object]:
    return {
        "group": scope.group.pk if scope.group else "",
        person: scope.person.staff_number if scope.person else "",
    }


def _address(name: str, asked: dict[str, object]) -> str:
    return f"{reverse(name)}?{urlencode({key: value for key, value in asked.items() if value})}"


indicators.register(
    Indicator(
        slug="activities_held",
        label=_("Activities held"),
        definition=_("Group activities of the term that took place, of any group."),
        unit=Unit.COUNT,
        value=activities_held,
        drill_down=held_url,
        parameters=("mode", "kind"),
        icon="users",
    )
)
indicators.register(
    Indicator(
        slug="activities_per_group",
        label=_("Activities held, every group at least"),
        definition=_(
            "The number of activities held by the teaching-research or lesson-preparation"
            " group that has held fewest."
        ),
        unit=Unit.COUNT,
        value=activities_per_group,
        drill_down=plan_url,
        parameters=("kind",),
        icon="users",
    )
)
indicators.register(
    Indicator(
        slug="minutes_on_time",
        label=_("Minutes in time"),
        definition=_(
            "Of the minutes due by now, the share that was first handed in by the due minute."
        ),
        unit=Unit.PERCENT,
        value=minutes_on_time,
        drill_down=minutes_url,
        icon="notebook-pen",
    )
)
indicators.register(
    Indicator(
        slug="attendance_rate",
        label=_("Attendance at activities"),
        definition=_(
            "Of those expected at the activities held, the share that was there, in time or late."
        ),
        unit=Unit.PERCENT,
        value=rate_of_activities,
        drill_down=attendance_url,
        icon="user-check",
    )
)
