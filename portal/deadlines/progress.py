"""What is owed and met, as values: amounts, cells, rows, tables, lines.

Computed by `portal.deadlines.owed`; nothing here asks the database. A rhythm's
span is paid by its own records alone (docs/rules.md#owed).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from portal.deadlines.querysets import Filed
from portal.deadlines.shares import Arithmetic, Share, Span

if TYPE_CHECKING:
    from portal.deadlines.models import Excuse, Requirement
    from portal.deadlines.presence import TermWeeks
    from portal.people.models import Group, User
    from portal.terms.models import Term


class Progress(NamedTuple):
    """Amounts owed and met. `_now` regards only what has fallen due by the moment asked for.

    `done` counts filed records, `accepted` those of them that were accepted,
    both no further than what is owed. A tuple, because there are thousands.
    """

    owed: int = 0
    done: int = 0
    accepted: int = 0
    owed_now: int = 0
    done_now: int = 0

    def __add__(self, other: Progress) -> Progress:  # type: ignore[override]
        """Column by column, where a tuple would grow longer."""
        return Progress(*map(sum, zip(self, other, strict=True)))

    @classmethod
    def sum(cls, parts: Iterable[Progress]) -> Progress:
        """Column by column."""
        return cls(*map(sum, zip(*parts, strict=True)))

    @property
    def behind(self) -> int:
        """How much of what has fallen due is missing."""
        return self.owed_now - self.done_now

    @property
    def missing(self) -> int:
        return self.owed - self.done

    @property
    def is_behind(self) -> bool:
        return self.owed_now > self.done_now

    @property
    def percent(self) -> int | None:
        """Of the whole term, rounded down; None where nothing is owed."""
        return self.done * 100 // self.owed if self.owed else None

    @property
    def percent_now(self) -> int | None:
        """Of what has fallen due, rounded down; None where nothing has."""
        return self.done_now * 100 // self.owed_now if self.owed_now else None


@dataclass(frozen=True, slots=True)
class SpanProgress:
    """One span of one person's share."""

    span: Span
    owed: int
    done: int
    accepted: int

    @property
    def is_met(self) -> bool:
        return self.done >= self.owed


class Cell(NamedTuple):
    """One person under one requirement."""

    requirement: Requirement
    person: User
    share: Share
    filed: Filed
    progress: Progress

    def by_span(self) -> Iterator[SpanProgress]:
        """The person's spans in order, each with what pays for it."""
        for span in self.share.spans:
            n, accepted = paid(span, self.share, self.filed, self.requirement)
            yield SpanProgress(span, self.share.each, n, accepted)


@dataclass(frozen=True)
class Row:
    """One person's cells in the order of the table's requirements; None where nothing is asked."""

    person: User
    cells: tuple[Cell | None, ...]
    progress: Progress


@dataclass(frozen=True)
class CompletionTable:
    """People × requirements of a term, as of a moment; people by pinyin."""

    term: Term
    at: datetime
    requirements: Sequence[Requirement]
    rows: Sequence[Row]
    weeks: TermWeeks
    excuses: Mapping[int, Sequence[Excuse]]

    def in_week(self, week: int) -> CompletionTable:
        """Only what fell due in that week, for those who owed something in it."""
        rows = []
        for row in self.rows:
            cells = tuple(cell and self._cell_in_week(cell, week) for cell in row.cells)
            if any(cells):
                whole = Progress.sum(cell.progress for cell in cells if cell)
                rows.append(Row(row.person, cells, whole))
        return replace(self, rows=rows)

    def _cell_in_week(self, cell: Cell, week: int) -> Cell | None:
        parts = [p for p in cell.by_span() if due_week(self.term, p.span.due_at) == week]
        owed, done = sum(p.owed for p in parts), sum(p.done for p in parts)
        accepted = sum(p.accepted for p in parts)
        if not owed:
            return None
        return cell._replace(progress=Progress(owed, done, accepted, owed, done))

    @cached_property
    def total(self) -> Progress:
        return Progress.sum(row.progress for row in self.rows)

    @cached_property
    def totals(self) -> list[Progress]:
        """By requirement, in their order."""
        return [
            Progress.sum(cell.progress for row in self.rows if (cell := row.cells[i]))
            for i in range(len(self.requirements))
        ]

    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row.cells if cell is not None)

    def behind(self) -> list[Row]:
        """Rows of people who miss something that has fallen due."""
        return [row for row in self.rows if row.progress.is_behind]


@dataclass(frozen=True)
class OwedLine:
    """One requirement as its person sees it.

    `due_at` is the earliest moment at which something is still missing, else
    the last one. `this_span` is the span running now, None outside;
    `past_spans` are those that have fallen due.
    """

    cell: Cell
    due_at: datetime | None
    is_overdue: bool
    this_span: SpanProgress | None
    past_spans: tuple[SpanProgress, ...]

    @property
    def requirement(self) -> Requirement:
        return self.cell.requirement

    @property
    def label(self) -> str:
        return self.requirement.label

    @property
    def progress(self) -> Progress:
        return self.cell.progress

    @property
    def owed(self) -> int:
        """In the whole term."""
        return self.progress.owed

    @property
    def done(self) -> int:
        return self.progress.done

    @property
    def accepted(self) -> int:
        return self.progress.accepted

    @property
    def owed_now(self) -> int:
        return self.progress.owed_now

    @property
    def behind(self) -> int:
        return self.progress.behind

    @property
    def sum(self) -> Arithmetic:
        return self.cell.share.arithmetic

    @property
    def arithmetic(self) -> str:
        """Why so much, in one line and the reader's language."""
        return self.sum.sentence

    @property
    def is_met(self) -> bool:
        return self.done >= self.owed

    @property
    def url_new(self) -> str:
        return self.requirement.record_kind.url("new")

    @property
    def url_list(self) -> str:
        """The person's own list of what was filed for this."""
        return (
            f"{self.requirement.record_kind.url('list')}?scope=mine&term={self.requirement.term_id}"
        )


@dataclass(frozen=True)
class WeekFigure:
    """What fell due in one week of the term, over all its people and requirements."""

    week: int
    monday: date
    sunday: date
    owed: int
    done: int
    accepted: int
    has_passed: bool


@dataclass(frozen=True)
class GroupFigure:
    """One group's progress; `group` None holds those without a main group."""

    group: Group | None
    people: int
    people_behind: int
    progress: Progress


def due_week(term: Term, due_at: datetime) -> int:
    """The week in which it falls due; a deadline after the term counts in its last."""
    return min(max(term.week_of(timezone.localdate(due_at)), 1), term.week_count)


def paid(span: Span, share: Share, filed: Filed, requirement: Requirement) -> tuple[int, int]:
    """(filed, accepted) that pay for this span, each no more than the span owes."""
    if not requirement.is_rhythm:
        return min(filed.total, share.each), min(filed.accepted, share.each)
    n = accepted = 0
    for week in range(span.first_week, span.last_week + 1):
        in_week = filed.weeks.get(week)
        if in_week:
            n += in_week[0]
            accepted += in_week[1]
    return min(n, share.each), min(accepted, share.each)
