"""What every notice about a record says and opens, and taking one back."""

from __future__ import annotations

from typing import Any

from portal.notices.models import Notice
from portal.notices.types import in_every_language
from portal.notices.withdraw import withdraw_notices
from portal.records.kinds import kind_of
from portal.records.models import Record
from portal.records.notice_types import REVIEW_WANTED


def title_of(record: Record) -> Any:
    """The title for `params`; a record without one goes by its kind, in each reader's language."""
    return record.title or in_every_language(kind_of(record).label)


def review_wanted_key(record: Record) -> str:
    return f"{REVIEW_WANTED.slug}:{record.pk}"


def take_back_notices(key: str) -> int:
    """Withdraw what nobody has read yet under the keys that continue `key`; returns how many."""
    unread = Notice.objects.standing().unread().filter(key__startswith=f"{key}:")
    return withdraw_notices(unread.values_list("pk", flat=True))
