"""Putting one person's attendance right afterwards (更正), with a reason that is kept."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from portal.people.models import User
from portal.refusal import Refused
from research.attendance.gatherings import gathering_of
from research.attendance.mark_attendance import Mark, mark_attendance
from research.attendance.models import Attendance, Status


def correct_attendance(
    attendance: Attendance,
    to: Status,
    *,
    by: User,
    reason: str,
    at: datetime | None = None,
) -> Attendance:
    """Returns the row as it stands now. Refused: `reason_needed`, and as `mark_attendance`."""
    reason = reason.strip()
    if not reason:
        raise Refused("reason_needed", _("Say why it is corrected; the reason is kept."))
    mark = Mark(attendance.pk, Status(attendance.status), to, reason)
    mark_attendance(gathering_of(attendance.record), [mark], by=by, at=at)
    attendance.refresh_from_db()
    return attendance
