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


def heard(term: Term, scope: Scope, *, group: str = "") -> QuerySet[Observation]:
    """What counts in the term, by observers in the scope; `group` narrows to the guidance team."""
    minutes = ObservationSetting.current().counted_minutes
    return (
        Observation.objects.in_term(term)
        .counted(minutes)
        .filter(observer__in=_people(scope, group).values("pk"))
    )


def lessons_observed(term: Term, scope: Scope, *, group: str = "") -> int:
    return heard(term, scope, group=group).count()


def observed_per_teacher(term: Term, scope: Scope, *, group: str = "") -> Decimal | None:
    """人均: lessons heard divided by the people asked; one decimal, None without people."""
    people = _people(scope, group).count()
    if not people:
        return None
    return (Decimal(lessons_observed(term, scope, group=group)) / people).quantize(
        ONE_DECIMAL, ROUND_HALF_UP
    )


def observed_by_each(term: Term, scope: Scope, *, group: str = "", count: int = 15) -> int | None:
    """每人: the share of people who heard at least `count`, in whole percent, rounded down."""
    people = _people(scope, group).count()
    if not people:
        return None
    per_person = heard(term, scope, group=group).order_by().values("observer_id")
    enough = per_person.annotate(n=Count("pk")).filter(n__gte=count).count()
    return enough * 100 // people


def rubric_mean(term: Term, scope: Scope) -> Decimal | None:
    """The mean of all totals given in the term to teachers in the scope; a trend, no target."""
    scored = Observation.objects.in_term(term).filed().scored()
    taught = scored.filter(teacher__in=_people(scope, "").values("pk"))
    mean = taught.aggregate(mean=Avg("total"))["mean"]
    return None if mean is None else Decimal(mean).quantize(ONE_DECIMAL, ROUND_HALF_UP)


def _people(scope: Scope, group: str) -> QuerySet[User]:
    today = clock.today()
    people = User.objects.in_service().teachers()
    if group == Role.GUIDANCE:
        people = User.objects.in_service().with_role(Role.GUIDANCE, today)
    if scope.person is not None:
        return people.filter(pk=scope.person.pk)
    return people if scope.group is None else people.in_group(scope.group, today)


def list_of(term: Term, scope: Scope, **params: object) -> str:
    """The list of observations that hold the figure."""
    asked: dict[str, object] = {"scope": "school", "term": term.pk}
    if scope.person is not None:
        asked["author"] = scope.person.staff_number
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
        drill_down=list_of,
        icon="radar",
    )
)
