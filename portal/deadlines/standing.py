"""Keys of reminders, and whether what they speak of is still missing.

A key reads `due:<due>:<minute>:<offset>` and is completed with the person.
The minute is part of it: a deadline that moves starts anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from portal.deadlines.dues import Due, dues_between
from portal.people.models import User

if TYPE_CHECKING:
    from portal.notices.models import Notice

REMINDERS = ("due_soon", "due_overdue")


def thing_of(due: Due) -> str:
    """The due and its minute, whatever the offset."""
    return f"due:{due.key}:{due.due_at.astimezone(UTC):%Y%m%dT%H%MZ}"


def thing_of_key(key: str) -> str:
    """The same, out of a notice's key: without the offset and the person."""
    return key.rsplit(":", 2)[0]


def still_missing(notices: Sequence[Notice]) -> set[int]:
    """Ids of the reminders whose due is unmet at the minute they name."""
    moments = [datetime.fromisoformat(notice.params["due_at"]) for notice in notices]
    people = User.objects.filter(pk__in={notice.person_id for notice in notices})
    margin = timedelta(minutes=1)
    dues = dues_between(min(moments) - margin, max(moments) + margin, people)
    missing = {(due.person_id, thing_of(due)) for due in dues if not due.is_met}
    return {
        notice.pk for notice in notices if (notice.person_id, thing_of_key(notice.key)) in missing
    }
