"""The roll (签到名单) of one gathering: everybody on it, guests too, in one query.

Names stand by pinyin, those of one name with their staff numbers; guests in
the order in which they came. Two lines from one phone are flagged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import BooleanField, CharField, F, IntegerField, QuerySet, Value

from research.attendance.figures import Figures
from research.attendance.models import ATTENDED, Attendance, Guest, How, Status, Where


@dataclass(frozen=True)
class RollLine:
    """One person or guest; `number` is a staff number, of a guest their school."""

    is_guest: bool
    pk: int
    person_id: int
    name: str
    number: str
    pinyin: str
    status: str
    is_expected: bool
    where: str
    signed_at: datetime | None
    how: str
    reason: str
    device_hash: str
    noted_by: str | None
    shares_phone: bool = field(default=False, compare=False)

    @property
    def school(self) -> str:
        return self.number if self.is_guest else ""

    @property
    def has_attended(self) -> bool:
        return self.status in ATTENDED

    @property
    def is_late(self) -> bool:
        return self.status == Status.LATE

    @property
    def is_online(self) -> bool:
        return self.where == Where.ONLINE

    @property
    def is_by_list(self) -> bool:
        """Ticked by somebody: `signed_at` is then the moment of the tick."""
        return self.how == How.LIST

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)

    @property
    def away_label(self) -> str:
        """Why somebody was not there, in a word; once it is over, not yet in is absent."""
        return str(Status.LEAVE.label if self.status == Status.LEAVE else Status.ABSENT.label)

    @property
    def how_label(self) -> str:
        return str(How(self.how).label) if self.how else ""


@dataclass(frozen=True)
class Roll:
    lines: tuple[RollLine, ...]

    @cached_property
    def people(self) -> list[RollLine]:
        return sorted(
            (line for line in self.lines if not line.is_guest), key=attrgetter("pinyin", "number")
        )

    @cached_property
    def guests(self) -> list[RollLine]:
        return sorted(
            (line for line in self.lines if line.is_guest), key=attrgetter("signed_at", "pk")
        )

    def with_status(self, *statuses: str) -> list[RollLine]:
        return [line for line in self.people if line.status in statuses]

    @cached_property
    def here(self) -> list[RollLine]:
        return self.with_status(*ATTENDED)

    @cached_property
    def latest_first(self) -> list[RollLine]:
        """Who signed in, guests too, the newest on top."""
        return sorted(
            [*self.here, *self.guests], key=lambda line: (line.signed_at, line.pk), reverse=True
        )

    @cached_property
    def on_leave(self) -> list[RollLine]:
        return self.with_status(Status.LEAVE)

    @cached_property
    def missing(self) -> list[RollLine]:
        return self.with_status(Status.EXPECTED, Status.ABSENT)

    @cached_property
    def sharing(self) -> list[RollLine]:
        """Lines whose phone signed in somebody else too, phone by phone."""
        return sorted(
            (line for line in self.lines if line.shares_phone),
            key=attrgetter("device_hash", "signed_at"),
        )

    def line_of(self, person_id: int) -> RollLine | None:
        return next((line for line in self.people if line.person_id == person_id), None)

    @cached_property
    def figures(self) -> Figures:
        return Figures(
            expected=sum(line.is_expected for line in self.people),
            here=len(self.here),
            late=sum(line.is_late for line in self.people),
            leave=len(self.on_leave),
            missing=len(self.missing),
            unexpected=sum(not line.is_expected for line in self.here),
            online=sum(line.is_online for line in self.here),
            guests=len(self.guests),
        )


def roll_of(record_id: int) -> Roll:
    """One query."""
    rows = [RollLine(*row) for row in _people(record_id).union(_guests(record_id), all=True)]
    phones = Counter(line.device_hash for line in rows if line.device_hash)
    shared = {phone for phone, count in phones.items() if count > 1}
    return Roll(tuple(_flagged(line, shared) for line in rows))


def _flagged(line: RollLine, shared: set[str]) -> RollLine:
    if line.device_hash in shared:
        object.__setattr__(line, "shares_phone", True)
    return line


def _people(record_id: int) -> QuerySet[Any, Any]:
    return (
        Attendance.objects.filter(record_id=record_id)
        .order_by()
        .values_list(
            Value(False, output_field=BooleanField()),
            "pk",
            "person_id",
            "person__name",
            "person__staff_number",
            "person__pinyin",
            "status",
            "is_expected",
            "where",
            "signed_at",
            "how",
            "reason",
            "device_hash",
            "noted_by__name",
        )
    )


def _guests(record_id: int) -> QuerySet[Any, Any]:
    """With the same columns, in the same order."""

    def word(text: str) -> Value:
        return Value(text, output_field=CharField())

    return (
        Guest.objects.filter(record_id=record_id)
        .order_by()
        .values_list(
            Value(True, output_field=BooleanField()),
            "pk",
            Value(0, output_field=IntegerField()),
            F("name"),
            F("school"),
            word(""),
            word(Status.PRESENT),
            Value(False, output_field=BooleanField()),
            "where",
            "signed_at",
            word(How.QR),
            word(""),
            "device_hash",
            word(""),
        )
    )
