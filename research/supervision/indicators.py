"""Figures of supervision: what was settled, and which groups were visited."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.records.indicators import Indicator, Scope, Unit, indicators
from portal.terms.models import Term
from research.supervision.models import GuidanceVisit, Inspection


def inspections_closed(term: Term, scope: Scope) -> int:
    closed = Inspection.objects.in_term(term).closed().exclude(state="withdrawn")
    return (closed.in_group(scope.group) if scope.group else closed).count()


def guidance_visits(term: Term, scope: Scope) -> int:
    visits = GuidanceVisit.objects.in_term(term).filed()
    return (visits.in_group(scope.group) if scope.group else visits).count()


def _list(page: str, term: Term, scope: Scope, more: str = "") -> str:
    group = f"&group={scope.group.pk}" if scope.group else ""
    return f"{reverse(f'supervision:{page}_list')}?scope=school&term={term.pk}{group}{more}"


indicators.register(
    Indicator(
        slug="inspections_closed",
        label=_("Inspections closed"),
        definition=_("Monthly checks of a group whose findings are settled, in the term."),
        unit=Unit.COUNT,
        value=inspections_closed,
        drill_down=lambda term, scope: _list("inspection", term, scope, "&stage=closed"),
        icon="search-check",
    )
)
indicators.register(
    Indicator(
        slug="guidance_visits",
        label=_("Guidance visits"),
        definition=_("Visits of the guidance team to groups, handed in, in the term."),
        unit=Unit.COUNT,
        value=guidance_visits,
        drill_down=lambda term, scope: _list("guidance_visit", term, scope),
        icon="compass",
    )
)
