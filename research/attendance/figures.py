"""Attendance in figures: of one gathering, of a list of them, of a term.

应到 is who was on the list beforehand, 实到 who was there, in time or late. The
rate counts those expected alone, so that visitors never lift it above 100 %;
whoever was on leave was expected and not there: docs/rules.md#attendance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.records.models import Record
from research.attendance.gatherings import gathering_kinds
from research.attendance.models import Attendance, Guest, Stage, Status

if TYPE_CHECKING:
    from portal.records.indicators import Scope
    from portal.terms.models import Term
    from research.attendance.roll import Roll


@dataclass(frozen=True)
class Figures:
    """`here` includes the late and the unexpected; `missing` are expected or absent."""

    expected: int = 0
    here: int = 0
    late: int = 0
    leave: int = 0
    missing: int = 0
    unexpected: int = 0
    online: int = 0
    guests: int = 0

    @property
    def expected_here(self) -> int:
        return self.here - self.unexpected

    @property
    def rate(self) -> Decimal | None:
        """Per cent of those expected who were there, one decimal; None where nobody was."""
        return rate_of(self.expected_here, self.expected)


_HERE = Q(status__in=(Status.PRESENT, Status.LATE))
_COUNTS: dict[str, Any] = {
    "expected": Count("pk", filter=Q(is_expected=True)),
    "here": Count("pk", filter=_HERE),
    "late": Count("pk", filter=Q(status=Status.LATE)),
    "leave": Count("pk", filter=Q(status=Status.LEAVE)),
    "missing": Count("pk", filter=Q(status__in=(Status.EXPECTED, Status.ABSENT))),
    "unexpected": Count("pk", filter=_HERE & Q(is_expected=False)),
    "online": Count("pk", filter=_HERE & Q(where="online")),
}


def attendees_summary(records: Iterable[Record | int]) -> dict[int, Figures]:
    """Record id → its figures, for a page of gatherings: two queries for any number."""
    ids = [record if isinstance(record, int) else record.pk for record in records]
    rows = Attendance.objects.filter(record_id__in=ids).order_by().values_list("record_id")
    counted = {
        pk: dict(zip(_COUNTS, counts, strict=True)) for pk, *counts in rows.annotate(**_COUNTS)
    }
    guests = dict(
        Guest.objects.filter(record_id__in=ids)
        .order_by()
        .values_list("record_id")
        .annotate(n=Count("pk"))
    )
    return {pk: Figures(**counted.get(pk, {}), guests=guests.get(pk, 0)) for pk in ids}


def attendance_rate(term: Term, scope: Scope, *, kinds: Iterable[str] = ()) -> Decimal | None:
    """Per cent of those expected who were there (实到 ÷ 应到), at what was held in the term.

    `kinds`: slugs of gatherings; all where none is named. A group's rate is of
    the gatherings of that group, a person's of their own. None where nobody
    was expected. One query for each kind.
    """
    expected = here = 0
    for kind in gathering_kinds():
        if kinds and kind.slug not in kinds:
            continue
        held = kind.model.objects.in_term(term).filter(stage=Stage.HELD)  # type: ignore[misc]
        held = held.in_group(scope.group) if scope.group is not None else held
        rows = Attendance.objects.expected().filter(record_id__in=held.order_by().values("pk"))
        rows = rows.by(scope.person) if scope.person is not None else rows
        found = rows.aggregate(expected=Count("pk"), here=Count("pk", filter=_HERE))
        expected, here = expected + found["expected"], here + found["here"]
    return rate_of(here, expected)


def rate_of(here: int, expected: int) -> Decimal | None:
    if not expected:
        return None
    return (Decimal(100 * here) / expected).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class PrintedAttendance:
    """What the school's form asks for: 应到, 实到, 缺席及原因, and who came besides."""

    expected: int
    here: int
    away: str
    guests: str


def printed_attendance(roll: Roll) -> PrintedAttendance:
    """`away` names everybody expected who was not there, with the reason; no query."""
    away = [
        _("%(name)s (%(why)s)") % {"name": line.name, "why": line.reason or line.away_label}
        for line in roll.people
        if not line.has_attended
    ]
    guests = [
        _("%(name)s (%(why)s)") % {"name": line.name, "why": line.school} for line in roll.guests
    ]
    between = pgettext("between names", ", ")
    return PrintedAttendance(
        roll.figures.expected, roll.figures.here, between.join(away), between.join(guests)
    )
