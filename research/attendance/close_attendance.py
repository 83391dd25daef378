"""Closing the list: whoever neither came nor asked for leave is absent.

The chair closes it; an app may close it when it hands in its record. Opening
the sign-in again takes the closing back, and a correction puts one person right.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal import clock
from research.attendance.models import Attendance, Gathering, SignInSheet, Status


@transaction.atomic
def close_attendance(gathering: Gathering, *, at: datetime | None = None) -> int:
    """Returns how many became absent; closing twice does no harm."""
    absent = Attendance.objects.of(gathering).filter(status=Status.EXPECTED)
    count = absent.update(status=Status.ABSENT)
    sheet, _created = SignInSheet.objects.get_or_create(record_id=gathering.pk)
    if sheet.closed_at is None:
        sheet.closed_at = at or clock.now()
        sheet.save(update_fields=["closed_at"])
    return count
