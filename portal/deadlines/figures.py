"""A table of what is owed, said in three ways that are never mixed up.

每人, 人均 and 每组 are three different computations and are named so:

- each person: how many people have met all that has fallen due for them;
- per head: records filed over people asked, one decimal;
- each group: how many main groups have nobody behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from portal.deadlines.progress import Progress

if TYPE_CHECKING:
    from portal.deadlines.progress import Row

ONE_DECIMAL = Decimal("0.1")


@dataclass(frozen=True)
class PartOf:
    """A count of a whole; no figure where the whole is nothing."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all."""
        return self.part * 100 // self.whole if self.whole else None

    @classmethod
    def of(cls, answers: Iterable[bool]) -> PartOf:
        """How many of the answers are yes."""
        given = list(answers)
        return cls(sum(given), len(given))


@dataclass(frozen=True)
class Figures:
    """Progress with the three ways of saying it. `filed` is not capped at what is owed."""

    progress: Progress
    each_person: PartOf
    each_group: PartOf
    filed: int
    people: int

    @property
    def per_head(self) -> Decimal | None:
        """Records filed over people asked."""
        if not self.people:
            return None
        return (Decimal(self.filed) / self.people).quantize(ONE_DECIMAL, ROUND_HALF_UP)


def figures_of(rows: Sequence[Row]) -> Figures:
    """Of the people of these rows, under the requirements whose cells they hold."""
    owing = [row for row in rows if row.progress.owed]
    due = [row for row in owing if row.progress.owed_now]
    groups: dict[int, bool] = {}
    for row in due:
        pk = row.person.main_group_id
        if pk:
            groups[pk] = groups.get(pk, True) and not row.progress.is_behind
    return Figures(
        Progress.sum(row.progress for row in owing) if owing else Progress(),
        PartOf.of(not row.progress.is_behind for row in due),
        PartOf.of(groups.values()),
        sum(cell.filed.total for row in owing for cell in row.cells if cell and cell.progress.owed),
        len(owing),
    )
