"""What training hours can be measured by: who passes, hours per person, who is short.

A figure of a term is about the calendar year in which the term begins; the
page behind it shows the same number. The same computation as the pass-rate
page, kept on the term for the request.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portal.records.indicators import Indicator, Scope, Unit, indicators
from research.training.ledger import year_of
from research.training.models import HourEntry
from research.training.pass_rate import PassRate

if TYPE_CHECKING:
    from portal.terms.models import Term


def year_of_term(term: Term) -> int:
    """Hours are counted by the calendar year, in which a term begins."""
    return term.starts_on.year


def rate_of(term: Term, scope: Scope) -> PassRate | None:
    """None where the school keeps no hours of the year in the portal: then there is no figure."""
    kept: dict[Scope, PassRate | None] = term.__dict__.setdefault("_hours_rates", {})
    if scope not in kept:
        year = year_of_term(term)
        kept[scope] = PassRate(year, scope.group) if HourEntry.objects.keeps(year) else None
    return kept[scope]


def pass_rate(term: Term, scope: Scope) -> Decimal | None:
    """Per cent; of one person 100 or 0, and no figure where nothing is owed."""
    if scope.person is None:
        rate = rate_of(term, scope)
        return rate.percent if rate else None
    reckoning = year_of(scope.person, year_of_term(term)).reckoning
    if not reckoning.owed.hours:
        return None
    return Decimal(100 if reckoning.passes else 0)


def hours_per_person(term: Term, scope: Scope) -> Decimal | None:
    if scope.person is None:
        rate = rate_of(term, scope)
        return rate.hours_per_person if rate else None
    return year_of(scope.person, year_of_term(term)).reckoning.counted


def people_short(term: Term, scope: Scope) -> int | None:
    if scope.person is None:
        rate = rate_of(term, scope)
        return len(rate.short) if rate else None
    return int(not year_of(scope.person, year_of_term(term)).reckoning.passes)


def behind(term: Term, scope: Scope) -> str:
    """The page of the same year and scope."""
    query: dict[str, int] = {"year": year_of_term(term)}
    if scope.person is not None:
        page = reverse("training:person", args=[scope.person.pk])
        return f"{page}?{urlencode(query)}"
    if scope.group is not None:
        query["group"] = scope.group.pk
    return f"{reverse('training:pass_rate')}?{urlencode(query)}"


indicators.register(
    Indicator(
        slug="hours_pass_rate",
        label=_("Pass rate of training hours"),
        definition=_(
            "Teachers in service who miss no verified hours of the calendar year in which the term"
            " begins, of those who owe any."
        ),
        unit=Unit.PERCENT,
        value=pass_rate,
        drill_down=behind,
        icon="award",
    )
)
indicators.register(
    Indicator(
        slug="hours_per_person",
        label=_("Training hours per head"),
        definition=_(
            "Hours counted in the calendar year in which the term begins, after their caps,"
            " divided by the teachers in service."
        ),
        unit=Unit.HOURS,
        value=hours_per_person,
        drill_down=behind,
        icon="clock",
    )
)
indicators.register(
    Indicator(
        slug="hours_short",
        label=_("Short of training hours"),
        definition=_(
            "Teachers in service who miss hours of the calendar year in which the term begins."
        ),
        unit=Unit.COUNT,
        value=people_short,
        drill_down=behind,
        icon="circle-alert",
    )
)
