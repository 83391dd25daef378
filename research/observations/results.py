"""What the observers of one open lesson gave it together: mean, spread, by dimension."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import pstdev

from research.observations.models import Dimension, Observation, Score

ONE_DECIMAL = Decimal("0.1")


@dataclass(frozen=True)
class DimensionResult:
    """A dimension's mean, and its share of the weight, 0 to 1."""

    dimension: Dimension
    mean: Decimal
    lowest: Decimal
    highest: Decimal

    @property
    def share(self) -> float:
        return float(self.mean) / self.dimension.weight


@dataclass(frozen=True)
class LessonResult:
    """`count` observers gave points; `spread` is the standard deviation of their totals.

    Dimensions are those of the rubric that most of them scored by.
    """

    count: int
    mean: Decimal
    spread: Decimal
    lowest: Decimal
    highest: Decimal
    band: str
    dimensions: Sequence[DimensionResult]

    @property
    def has_spread(self) -> bool:
        return self.count > 1


def result_of(observations: Sequence[Observation]) -> LessonResult | None:
    """Of the scored ones; None where there is none. One query, two for the bands."""
    scored = [each for each in observations if each.total is not None]
    if not scored:
        return None
    totals = [each.total for each in scored if each.total is not None]
    mean = _mean(totals)
    rubric_id = Counter(each.rubric_id for each in scored).most_common(1)[0][0]
    rubric = next(each.rubric for each in scored if each.rubric_id == rubric_id)
    band = rubric.band_of(mean) if rubric else None
    return LessonResult(
        count=len(scored),
        mean=mean,
        spread=_rounded(Decimal(str(pstdev(totals)))),
        lowest=min(totals),
        highest=max(totals),
        band=band.name if band else "",
        dimensions=_by_dimension([each.pk for each in scored if each.rubric_id == rubric_id]),
    )


def _by_dimension(ids: Sequence[int]) -> list[DimensionResult]:
    scores = Score.objects.filter(observation__in=ids).select_related("dimension")
    points: dict[Dimension, list[Decimal]] = {}
    for score in scores.order_by("dimension__position"):
        points.setdefault(score.dimension, []).append(score.points)
    return [
        DimensionResult(dimension, _mean(given), min(given), max(given))
        for dimension, given in points.items()
    ]


def _mean(values: Sequence[Decimal]) -> Decimal:
    return _rounded(sum(values, Decimal(0)) / len(values))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(ONE_DECIMAL, ROUND_HALF_UP)
