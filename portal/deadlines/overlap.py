"""Two requirements of one kind that ask the same person: the larger applies, not both.

A school asks fifteen observations of everybody and thirty of the guidance
team: whoever is in the team owes thirty, not forty-five. Requirements with the
very same audience stand beside each other: the office means both (one by
October, one by January). Rule: docs/rules.md#owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.deadlines.models import Requirement
    from portal.deadlines.progress import Cell

Cells = tuple["Cell | None", ...]


def overlapping(requirements: Sequence[Requirement]) -> list[list[int]]:
    """Places of requirements of one kind that differ in whom they ask; usually none."""
    by_kind: dict[str, list[int]] = {}
    for place, requirement in enumerate(requirements):
        by_kind.setdefault(requirement.kind, []).append(place)
    return [
        places
        for places in by_kind.values()
        if len({asked_by(requirements[place]) for place in places}) > 1
    ]


def only_the_larger(cells: Cells, overlaps: Sequence[Sequence[int]]) -> Cells:
    """One person's cells without those that a larger one of the same kind covers."""
    kept = list(cells)
    for places in overlaps:
        asked = [cell for place in places if (cell := kept[place]) is not None]
        if len(asked) > 1:
            largest = asked_by(max(asked, key=_size).requirement)
            for place in places:
                cell = kept[place]
                if cell is not None and asked_by(cell.requirement) != largest:
                    kept[place] = None
    return tuple(kept)


def asked_by(requirement: Requirement) -> tuple:
    """Whom it asks, so that two can be compared."""
    return (
        requirement.audience,
        requirement.role,
        requirement.group_id,
        requirement.group_kind,
        requirement.min_years_of_service,
        requirement.max_years_of_service,
    )


def _size(cell: Cell) -> tuple[int, bool]:
    """How much is owed in the whole term; of two alike the one for fewer people."""
    requirement = cell.requirement
    is_narrower = requirement.audience != requirement.Audience.EVERYONE
    return cell.progress.owed, is_narrower
