"""The school's figures of a term at one moment: counted once, read by many.

A Picture is made from one `completion` table and three counts over records,
and kept for at most a minute (portal.dashboard.keep); every page that shows it
says as of when. Each person, per head and each group are three computations
(portal.deadlines.figures).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, F
from django.utils import timezone

from portal.dashboard.keep import Question
from portal.deadlines.figures import Figures, figures_of
from portal.deadlines.owed import completion
from portal.deadlines.progress import Cell, CompletionTable, Progress, Row
from portal.deadlines.querysets import WeekNumber
from portal.records.models import Record
from portal.records.review_times import ReviewAges, review_ages

if TYPE_CHECKING:
    from portal.people.models import Group
    from portal.terms.models import Term

BEHIND_SHOWN = 8


@dataclass(frozen=True)
class RequirementFigures:
    pk: int
    kind: str
    figures: Figures


@dataclass(frozen=True)
class WeekOfGroup:
    """What fell due in a week, and what of it is met."""

    owed: int = 0
    done: int = 0

    def __add__(self, other: WeekOfGroup) -> WeekOfGroup:
        return WeekOfGroup(self.owed + other.owed, self.done + other.done)


@dataclass(frozen=True)
class GroupFigures:
    """`pk` 0 holds those without a main group."""

    pk: int
    name: str
    people: int
    people_behind: int
    progress: Progress
    weeks: tuple[WeekOfGroup, ...]


@dataclass(frozen=True)
class BehindLine:
    """Somebody who misses something that has fallen due."""

    pk: int
    name: str
    staff_number: str
    group: str
    missing: int


@dataclass(frozen=True)
class Picture:
    """`weeks` and each group's `weeks` run over the weeks of the term, from week 1."""

    as_of: datetime
    total: Figures
    requirements: Sequence[RequirementFigures]
    groups: Sequence[GroupFigures]
    behind: Sequence[BehindLine]
    weeks: Sequence[WeekOfGroup]
    weeks_begun: int
    filed_by_week: Sequence[Counter[str]]
    reviews: ReviewAges

    @property
    def most_behind(self) -> Sequence[BehindLine]:
        """As many as fit on a home page."""
        return self.behind[:BEHIND_SHOWN]


def picture_of(question: Question) -> Picture:
    """The figures of the school, or of one group; no query while the kept ones hold."""
    return question.keep("picture", make_picture)


def make_picture(question: Question) -> Picture:
    """Count everything now; at most nine queries, whatever the size of the school."""
    term, group, at = question.term, question.group, question.at
    table = completion(term, group=group, requirements=question.asked, at=at)
    by_group, weeks = _groups(table)
    filed = _filed(term, group)
    return Picture(
        as_of=at,
        total=figures_of(table.rows),
        requirements=[_requirement(table, i) for i in range(len(table.requirements))],
        groups=by_group,
        behind=_behind(table),
        weeks=weeks,
        weeks_begun=min(max(term.week_of(timezone.localdate(at)), 0), term.week_count),
        filed_by_week=filed,
        reviews=review_ages(term, group=group, at=at),
    )


def _requirement(table: CompletionTable, position: int) -> RequirementFigures:
    requirement = table.requirements[position]
    alone = [
        Row(row.person, (cell,), cell.progress)
        for row in table.rows
        if (cell := row.cells[position])
    ]
    return RequirementFigures(requirement.pk, requirement.kind, figures_of(alone))


def _groups(table: CompletionTable) -> tuple[list[GroupFigures], list[WeekOfGroup]]:
    """Main groups by pinyin, those without one last; and the sum of their weeks."""
    rows = defaultdict(list)
    for row in table.rows:
        rows[row.person.main_group_id or 0].append(row)
    figures = []
    for pk, members in rows.items():
        main = members[0].person.main_group
        cells = (cell for row in members for cell in row.cells if cell is not None)
        made = GroupFigures(
            pk,
            main.name if main else "",
            len(members),
            sum(row.progress.is_behind for row in members),
            Progress.sum(row.progress for row in members),
            _weeks(table, cells),
        )
        figures.append(((pk == 0, main.pinyin if main else ""), made))
    groups = [made for _order, made in sorted(figures, key=lambda pair: pair[0])]
    weeks = [sum(column, WeekOfGroup()) for column in zip(*(g.weeks for g in groups), strict=True)]
    return groups, weeks


def _weeks(table: CompletionTable, cells: Iterable[Cell]) -> tuple[WeekOfGroup, ...]:
    """By the week in which each span falls due; a deadline after the term counts in its last."""
    count = table.term.week_count
    owed, done = [0] * count, [0] * count
    position: dict[datetime, int] = {}
    for cell in cells:
        for part in cell.by_span():
            due_at = part.span.due_at
            if due_at not in position:
                week = table.term.week_of(timezone.localdate(due_at))
                position[due_at] = min(max(week, 1), count) - 1
            owed[position[due_at]] += part.owed
            done[position[due_at]] += part.done
    return tuple(map(WeekOfGroup, owed, done))


def _behind(table: CompletionTable) -> list[BehindLine]:
    """Who misses most comes first."""
    lines = [
        BehindLine(
            row.person.pk,
            row.person.name,
            row.person.staff_number,
            row.person.main_group.name if row.person.main_group else "",
            row.progress.behind,
        )
        for row in table.behind()
    ]
    return sorted(lines, key=lambda line: -line.missing)


def _filed(term: Term, group: Group | None) -> list[Counter[str]]:
    """Records filed in each week by the day they tell of, by kind; one query."""
    rows = Record.objects.in_term(term).filed()
    if group is not None:
        rows = rows.in_group(group)
    counted = (
        rows.order_by()
        .values("kind", week=WeekNumber(F("occurred_on"), term.first_monday))
        .annotate(n=Count("*"))
        .values_list("week", "kind", "n")
    )
    weeks: list[Counter[str]] = [Counter() for _week in range(term.week_count)]
    for week, kind, n in counted:
        if 1 <= week <= term.week_count:
            weeks[week - 1][kind] += n
    return weeks
