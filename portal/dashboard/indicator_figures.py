"""What the domains vouch for, domain by domain: every indicator's figure of a term.

Some of them reckon a ledger of the whole school, so their figures are kept as
the picture is; see portal.dashboard.keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from portal.dashboard.keep import Question
from portal.records.indicators import Indicator, Scope, indicators

Value = Decimal | int | None


@dataclass(frozen=True)
class IndicatorFigures:
    """`values` by the slug of the indicator; None says that there is no figure."""

    as_of: datetime
    values: Mapping[str, Value]


def figures_of_indicators(question: Question) -> IndicatorFigures:
    """No query while they are kept; else what the indicators ask, whatever the number of people."""
    return question.keep("indicators", _count)


def _count(question: Question) -> IndicatorFigures:
    scope = Scope(group=question.group)
    values = {each.slug: each.for_term(question.term, scope) for each in indicators}
    return IndicatorFigures(question.at, values)


def indicators_by_domain() -> list[tuple[str, list[Indicator]]]:
    """The domain's name and its indicators; the daily ones first, what builds on them after.

    Apps are installed, and so declare, with the highest first.
    """
    domains = [(name, list(each)) for name, each in groupby(indicators, key=lambda i: i.domain)]
    return domains[::-1]
