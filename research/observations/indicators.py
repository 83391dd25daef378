"""What observation can be measured by: lessons heard, who heard enough, points over the term.

Counted is what was handed in and heard long enough, each lesson once for each
observer. 人均 (on average) and 每人 (each at least) are two figures.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Avg, Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import Role, User
from portal.records.indicators import Indicator, Scope, Unit, indicators
from research.observations.models import Observation, ObservationSetting
from research.observations.records import OBSERVATION

if TYPE_CHECKING:
    from portal.terms.models import Term

ONE_DECIMAL = Decimal("0.1")


def heard(term: Term, scope: Scope, *, group: str = "") -> dict[int, int]:
    """Person → lessons heard that count, of everybody in the scope; 0 for who heard none.

    Three queries for a term and scope, kept for the request: a dashboard asks several figures.
    """
    by_observer = _heard_in(term)
    return {pk: by_observer.get(pk, 0) for pk in _people(term, scope, group)}


def lessons_observed(term: Term, scope: Scope, *, group: str = "") -> int:
    return sum(heard(term, scope, group=group).values())


def observed_per_teacher(term: Term, scope: Scope, *, group: str = "") -> Decimal | None:
    """人均: lessons heard divided by the people asked; one decimal, None without people."""
    counts = heard(term, scope, group=group)
    return _rounded(Decimal(sum(counts.values())) / len(counts)) if counts else None


def observed_by_each(term: Term, scope: Scope, *, group: str = "", count: int = 15) -> int | None:
    """每人: the share of people who heard at least `count`, in whole percent, rounded down."""
    counts = heard(term, scope, group=group)
    if not counts:
        return None
    return sum(n >= count for n in counts.values()) * 100 // len(counts)


def rubric_mean(term: Term, scope: Scope) -> Decimal | None:
    """The mean of all totals given in the term to teachers in the scope; a trend, no target."""
    scored = Observation.objects.in_term(term).filed().scored()
    if scope.person is not None:
        scored = scored.filter(teacher=scope.person)
    elif scope.group is not None:
        scored = scored.filter(teacher__isnull=False, group=scope.group)
    mean = scored.aggregate(mean=Avg("total"))["mean"]
    return None if mean is None else _rounded(Decimal(mean))


def _heard_in(term: Term) -> dict[int, int]:
    kept: dict[int, int] | None = term.__dict__.get("_lessons_heard")
    if kept is None:
        minutes = ObservationSetting.current().counted_minutes
        counted = Observation.objects.in_term(term).counted(minutes).order_by()
        rows = counted.values_list("observer_id").annotate(n=Count("pk"))
        kept = term.__dict__["_lessons_heard"] = dict(rows)
    return kept


def _people(term: Term, scope: Scope, group: str) -> set[int]:
    """Ids of those asked: teachers in service, or the guidance team."""
    kept: dict[tuple[Scope, str], set[int]] = term.__dict__.setdefault("_asked_to_hear", {})
    if (scope, group) not in kept:
        kept[scope, group] = set(_asked(scope, group).values_list("pk", flat=True))
    return kept[scope, group]


def _asked(scope: Scope, group: str) -> QuerySet[User]:
    today = clock.today()
    people = User.objects.in_service().teachers()
    if group == Role.GUIDANCE:
        people = User.objects.in_service().with_role(Role.GUIDANCE, today)
    if scope.person is not None:
        return people.filter(pk=scope.person.pk)
    return people if scope.group is None else people.in_group(scope.group, today)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(ONE_DECIMAL, ROUND_HALF_UP)


def list_of(term: Term, scope: Scope, **params: object) -> str:
    """The observations that make the figure; for a group the table of its people."""
    if scope.group is not None:
        return counts_of(term, scope)
    asked: dict[str, object] = {"scope": "school", "term": term.pk, "counted": "yes"}
    if scope.person is not None:
        asked["author"] = scope.person.staff_number
    return f"{OBSERVATION.url('list')}?{urlencode(asked)}"


def scored_list(term: Term, scope: Scope, **params: object) -> str:
    """Everything handed in about the lessons of the teachers in the scope."""
    asked: dict[str, object] = {"scope": "school", "term": term.pk, "state": "accepted"}
    if scope.group is not None:
        asked["group"] = scope.group.pk
    if scope.person is not None:
        asked["teacher"] = scope.person.staff_number
    return f"{OBSERVATION.url('list')}?{urlencode(asked)}"


def counts_of(term: Term, scope: Scope, **params: object) -> str:
    return f"{reverse('observations:counts')}?term={term.pk}"


indicators.register(
    Indicator(
        slug="lessons_observed",
        label=_("Lessons heard"),
        definition=_("Observations handed in, heard long enough, each lesson once per observer."),
        unit=Unit.COUNT,
        value=lessons_observed,
        drill_down=list_of,
        parameters=("group",),
        icon=OBSERVATION.icon,
    )
)
indicators.register(
    Indicator(
        slug="lessons_observed_per_teacher",
        label=_("Lessons heard per head"),
        definition=_("Lessons heard that count, divided by the teachers in service."),
        unit=Unit.COUNT,
        value=observed_per_teacher,
        drill_down=counts_of,
        parameters=("group",),
        icon=OBSERVATION.icon,
    )
)
indicators.register(
    Indicator(
        slug="lessons_observed_by_each",
        label=_("Teachers who heard enough lessons"),
        definition=_("The share of teachers in service who heard at least so many lessons."),
        unit=Unit.PERCENT,
        value=observed_by_each,
        drill_down=counts_of,
        parameters=("group", "count"),
        icon=OBSERVATION.icon,
    )
)
indicators.register(
    Indicator(
        slug="rubric_mean",
        label=_("Points given to lessons"),
        definition=_("The mean of all points given in the term's observations; a trend."),
        unit=Unit.COUNT,
        value=rubric_mean,
        drill_down=scored_list,
        icon="radar",
    )
)
