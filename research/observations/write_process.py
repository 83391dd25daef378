"""What stands in an observation beside its own fields: timed notes and scores.

Both are written whole, as the form holds them. The total and its band follow
from the scores once every dimension has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from research.observations.models import Observation, ProcessNote, Score


@dataclass(frozen=True)
class NoteRow:
    """One row of the form: the minute, what teacher and pupils did, the observer's comment."""

    minute: int | None
    teacher: str = ""
    pupils: str = ""
    comment: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.teacher or self.pupils or self.comment)


@transaction.atomic
def write_process(
    observation: Observation, notes: Sequence[NoteRow], points: Mapping[int, Decimal]
) -> None:
    """Take the place of what was there; `points` by id of the rubric's dimension."""
    observation.notes.all().delete()
    ProcessNote.objects.bulk_create(
        ProcessNote(
            observation=observation,
            position=position,
            minute=row.minute,
            teacher=row.teacher,
            pupils=row.pupils,
            comment=row.comment,
        )
        for position, row in enumerate(notes, start=1)
    )
    observation.scores.all().delete()
    Score.objects.bulk_create(
        Score(observation=observation, dimension_id=pk, points=given)
        for pk, given in points.items()
    )
    _sum_up(observation, points)


def _sum_up(observation: Observation, points: Mapping[int, Decimal]) -> None:
    rubric = observation.rubric
    observation.total, observation.band = None, ""
    if rubric is not None:
        asked = set(rubric.dimensions.values_list("pk", flat=True))
        if asked and asked == set(points):
            observation.total = sum(points.values(), Decimal(0))
            band = rubric.band_of(observation.total)
            observation.band = band.name if band else ""
    observation.save(update_fields=["total", "band"])
