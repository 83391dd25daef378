"""Reading notices: one that is opened, or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal import clock
from portal.notices.models import Notice

if TYPE_CHECKING:
    from portal.people.models import User


def read_notice(notice: Notice) -> None:
    """Mark it read; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=clock.now())


def read_all(person: User, *, up_to: int) -> int:
    """Mark read what the person has seen listed; what came in since stays unread."""
    seen = Notice.objects.to(person).unread().filter(pk__lte=up_to)
    return seen.update(read_at=clock.now())
