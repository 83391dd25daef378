"""A new version of the rubric: what was scored by stays as it was.

A version that nobody has scored by yet is changed in place; a used one is
followed by the next, which serves from the term named on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.refusal import Refused
from research.observations.models import Band, Dimension, Rubric
from research.observations.models.rubric import FULL_MARKS

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term


@dataclass(frozen=True)
class DimensionRow:
    name: str
    weight: int
    hint: str = ""


@dataclass(frozen=True)
class BandRow:
    name: str
    lowest: int


@transaction.atomic
def define_rubric(
    name: str,
    dimensions: Sequence[DimensionRow],
    bands: Sequence[BandRow],
    *,
    by: User,
    from_term: Term | None = None,
    instead_of: Rubric | None = None,
) -> Rubric:
    """Save it; returns the version that now holds it.

    `instead_of` is the version on the screen: changed where it stands while
    nobody has scored by it. Refused: `not_full_marks`, `same_name`, `no_floor`.
    """
    _require_whole(dimensions, bands)
    rubric = _to_fill(instead_of, by)
    rubric.name, rubric.from_term = name, from_term
    rubric.save()
    rubric.dimensions.all().delete()
    rubric.bands.all().delete()
    Dimension.objects.bulk_create(
        Dimension(rubric=rubric, position=n, name=row.name, weight=row.weight, hint=row.hint)
        for n, row in enumerate(dimensions, start=1)
    )
    Band.objects.bulk_create(Band(rubric=rubric, name=row.name, lowest=row.lowest) for row in bands)
    return rubric


def _to_fill(standing: Rubric | None, by: User) -> Rubric:
    """The version itself while it is unused, else the next number."""
    if standing is not None:
        locked = Rubric.objects.select_for_update().get(pk=standing.pk)
        if not locked.is_used:
            return locked
    newest = Rubric.objects.select_for_update().aggregate(n=Max("version"))["n"] or 0
    return Rubric(version=newest + 1, made_by=by)


def _require_whole(dimensions: Sequence[DimensionRow], bands: Sequence[BandRow]) -> None:
    total = sum(row.weight for row in dimensions)
    if total != FULL_MARKS:
        raise Refused(
            "not_full_marks",
            _("The points of all dimensions come to %(total)d; they must come to %(full)d.")
            % {"total": total, "full": FULL_MARKS},
        )
    for rows in (dimensions, bands):
        names = [row.name for row in rows]
        if len(names) != len(set(names)):
            raise Refused("same_name", _("Two rows have the same name."))
    if len({row.lowest for row in bands}) != len(bands):
        raise Refused("same_name", _("Two grades begin at the same number of points."))
    if bands and min(row.lowest for row in bands) != 0:
        raise Refused("no_floor", _("The lowest grade begins at 0 points."))
