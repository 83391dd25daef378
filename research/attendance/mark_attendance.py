"""The recorder's list: who is present, late, on leave or absent, in one form.

Only what was changed on the form is written, and only where the row still says
what the recorder saw; somebody who signed in meanwhile is not overwritten.
Changing what had been noted (not merely expected) is a correction: it needs a
reason and is kept with who, when, and what stood before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.people.models import User
from portal.refusal import Refused, StaleRecord
from research.attendance.credit import credit_all
from research.attendance.models import (
    ATTENDED,
    Attendance,
    AttendanceChange,
    Gathering,
    How,
    Mode,
    Status,
    Where,
)

#: Noted as a fact; changing one of these is a correction with a reason.
NOTED = (*ATTENDED, Status.ABSENT)
WRITTEN = ["status", "where", "signed_at", "how", "reason", "device_hash", "noted_by", "updated_at"]


@dataclass(frozen=True)
class Mark:
    """What the recorder says of one row; `was` and `was_reason` are what the form showed."""

    attendance_id: int
    was: Status
    status: Status
    reason: str = ""
    was_reason: str = ""


class MarksRefused(Refused):
    """A refusal about some rows of the list: `rows` are their ids."""

    def __init__(self, code: str, message: str, rows: Iterable[int]) -> None:
        super().__init__(code, message)
        self.rows = frozenset(rows)


class StaleMarks(StaleRecord):
    """`rows`: ids of those that moved on since the form was opened."""

    def __init__(self, rows: Iterable[int]) -> None:
        super().__init__(
            "stale",
            _("Somebody else changed these lines meanwhile. Look at them and save again."),
        )
        self.rows = frozenset(rows)


@transaction.atomic
def mark_attendance(
    gathering: Gathering, marks: Sequence[Mark], *, by: User, at: datetime | None = None
) -> int:
    """Write the marks; returns how many rows changed. All of them or none.

    Refused: `cancelled`, `accepted`, `reason_needed` (MarksRefused with its
    rows); raises StaleMarks. At most six queries.
    """
    at = at or clock.now()
    require_correctable(gathering)
    stored = {
        row.pk: row
        for row in Attendance.objects.of(gathering)
        .filter(pk__in=[mark.attendance_id for mark in marks])
        .order_by("pk")
        .select_for_update()
    }
    pairs = [(stored[mark.attendance_id], mark) for mark in marks if mark.attendance_id in stored]
    changed = [(row, mark) for row, mark in pairs if _is_wish(row, mark)]
    stale = [row.pk for row, mark in changed if _is_stale(row, mark)]
    if stale:
        raise StaleMarks(stale)
    _require_reasons(changed)
    _write(gathering, changed, by=by, at=at)
    return len(changed)


@transaction.atomic
def add_present(
    gathering: Gathering, people: Iterable[User], *, by: User, at: datetime | None = None
) -> int:
    """Somebody came who is not on the list and has no phone at hand: noted as present.

    Who is on the list already stays as they are. Refused: `cancelled`, `accepted`.
    """
    at = at or clock.now()
    require_correctable(gathering)
    known = set(Attendance.objects.of(gathering).values_list("person_id", flat=True))
    rows = [
        Attendance(
            record_id=gathering.pk,
            person=person,
            is_expected=False,
            status=Status.PRESENT,
            where=usual_place(gathering),
            signed_at=at,
            how=How.LIST,
            noted_by=by,
        )
        for person in people
        if person.pk not in known
    ]
    Attendance.objects.bulk_create(rows)
    credit_all(rows)
    if rows:
        gathering.note_sign_in(at)
    return len(rows)


def require_correctable(gathering: Gathering) -> None:
    if gathering.is_cancelled:
        raise Refused("cancelled", _("This meeting was cancelled."))
    if gathering.is_accepted:
        raise Refused(
            "accepted",
            _("This record was accepted. Ask the office to reopen it before you change the list."),
        )


def needs_reason(old: str, new: str) -> bool:
    return new == Status.LEAVE or (old in NOTED and old != new)


def usual_place(gathering: Gathering) -> Where:
    return Where.ONLINE if gathering.mode == Mode.ONLINE else Where.ON_SITE


def _is_wish(row: Attendance, mark: Mark) -> bool:
    """The recorder changed the line; what the form left as it was is no wish of theirs."""
    if mark.was != mark.status:
        return row.status != mark.status or row.reason != mark.reason
    return row.status == mark.status == Status.LEAVE and mark.reason != mark.was_reason


def _is_stale(row: Attendance, mark: Mark) -> bool:
    if row.status == mark.status == mark.was:
        return row.reason not in {mark.was_reason, mark.reason}
    return row.status not in {mark.was, mark.status}


def _require_reasons(changed: list[tuple[Attendance, Mark]]) -> None:
    missing = [
        row.pk for row, mark in changed if needs_reason(row.status, mark.status) and not mark.reason
    ]
    if missing:
        raise MarksRefused(
            "reason_needed",
            _("Say why: for a leave, and for each change of what had been noted."),
            missing,
        )


def _write(
    gathering: Gathering, changed: list[tuple[Attendance, Mark]], *, by: User, at: datetime
) -> None:
    if not changed:
        return
    changes = [
        AttendanceChange(
            attendance=row,
            by=by,
            at=at,
            old_status=row.status,
            new_status=mark.status,
            reason=mark.reason,
        )
        for row, mark in changed
        if row.status not in {Status.EXPECTED, mark.status}
    ]
    for row, mark in changed:
        _apply(row, mark, gathering, by=by, at=at)
    rows = [row for row, _mark in changed]
    Attendance.objects.bulk_update(rows, WRITTEN)
    for change in changes:
        change.save()
    credit_all(rows)
    if any(row.has_attended for row in rows):
        gathering.note_sign_in(at)


def _apply(row: Attendance, mark: Mark, gathering: Gathering, *, by: User, at: datetime) -> None:
    was_there = row.has_attended
    row.status, row.updated_at = mark.status, clock.now()
    row.reason = mark.reason if mark.status in {Status.LEAVE, Status.ABSENT} else ""
    if not row.has_attended:
        row.signed_at, row.where, row.device_hash = None, "", ""
    elif not was_there:
        row.signed_at, row.where = at, usual_place(gathering)
    row.how = "" if mark.status == Status.EXPECTED else How.LIST
    row.noted_by = by
