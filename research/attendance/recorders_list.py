"""The recorder's list as a form: a line for each person, their status and the reason.

Each line also sends what it showed when the page was opened, so that nothing
is overwritten silently. A refusal comes back with everything as it was ticked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from portal.refusal import Refused, StaleRecord
from research.attendance.mark_attendance import NOTED, Mark, MarksRefused, StaleMarks
from research.attendance.models import Status
from research.attendance.roll import Roll, RollLine

#: In the order in which they are ticked; "expected" is not yet known.
CHOICES = (Status.PRESENT, Status.LATE, Status.LEAVE, Status.ABSENT, Status.EXPECTED)
#: The button that ticks everybody left over as present.
REST = "rest_present"
MAX_REASON = 200


@dataclass
class ListLine:
    """What the page shows of one person, and what was typed."""

    line: RollLine
    status: str
    reason: str
    was: str
    was_reason: str
    is_wrong: bool = False
    has_moved_on: bool = False
    options: list[tuple[str, str, bool]] = field(init=False)

    def __post_init__(self) -> None:
        offered = [
            choice
            for choice in CHOICES
            if choice != Status.EXPECTED or Status.EXPECTED in {self.line.status, self.was}
        ]
        self.options = [(c.value, str(c.label), c == self.status) for c in offered]

    @property
    def is_noted(self) -> bool:
        """Changing it is a correction, which needs a reason."""
        return self.was in NOTED

    @property
    def mark(self) -> Mark:
        return Mark(
            self.line.pk, Status(self.was), Status(self.status), self.reason, self.was_reason
        )


class RecordersList:
    """`data` is what was posted; without it the list shows what is stored."""

    def __init__(self, roll: Roll, data: Mapping[str, str] | None = None) -> None:
        self.roll = roll
        self.data = data
        self.refusal: Refused | None = None

    @property
    def http_status(self) -> int:
        return 409 if isinstance(self.refusal, StaleRecord) else 422

    @cached_property
    def lines(self) -> list[ListLine]:
        return [self._line(line) for line in self.roll.people]

    def marks(self) -> list[Mark]:
        """Lines that the page did not show are left alone."""
        if self.data is None:
            return []
        return [line.mark for line in self.lines if f"was-{line.line.pk}" in self.data]

    def refuse(self, refusal: Refused) -> None:
        """Show which lines it is about; those that moved on show what they say now."""
        self.refusal = refusal
        if isinstance(refusal, StaleMarks):
            for line in self._about(refusal.rows):
                line.has_moved_on = True
                line.was, line.was_reason = line.line.status, line.line.reason
        elif isinstance(refusal, MarksRefused):
            for line in self._about(refusal.rows):
                line.is_wrong = True

    def _about(self, rows: frozenset[int]) -> list[ListLine]:
        return [line for line in self.lines if line.line.pk in rows]

    def _line(self, line: RollLine) -> ListLine:
        was = self._typed_status(f"was-{line.pk}", line.status)
        status = self._typed_status(f"status-{line.pk}", was)
        if self.data is not None and REST in self.data and status == Status.EXPECTED:
            status = Status.PRESENT
        was_reason = self._typed(f"was_reason-{line.pk}", line.reason)
        return ListLine(
            line=line,
            status=status,
            reason=self._typed(f"reason-{line.pk}", was_reason),
            was=was,
            was_reason=was_reason,
        )

    def _typed(self, name: str, stored: str) -> str:
        if self.data is None:
            return stored
        return " ".join(self.data.get(name, stored).split())[:MAX_REASON]

    def _typed_status(self, name: str, stored: str) -> str:
        typed = self._typed(name, stored)
        return typed if typed in Status.values else stored
