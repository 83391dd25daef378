"""Opening a record as its reviewer: noted once, after which it can no longer be recalled."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from portal import clock
from portal.people.models import Act, record_audit_event
from portal.records.models import Record, State

if TYPE_CHECKING:
    from portal.people.models import User


def mark_opened(record: Record, *, by: User, at: datetime | None = None) -> bool:
    """Note that whoever decides on a waiting record has opened it; True the first time.

    The caller knows that `by` decides on it. It is no change of the record:
    its version stays. One query, two the first time.
    """
    at = at or clock.now()
    waiting = Record.objects.filter(pk=record.pk, state=State.SUBMITTED, opened_at__isnull=True)
    is_first = bool(waiting.update(opened_at=at))
    if is_first:
        record.opened_at = at
        record_audit_event(None, Act.VIEWED, record, actor=by, record=record.pk)
    return is_first
