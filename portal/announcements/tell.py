"""Telling people about an announcement: one notice each, in the transaction of its cause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from portal import clock
from portal.deadlines.offsets import sending_time
from portal.notices.models import Notice
from portal.notices.post import Wording, post_notices
from portal.notices.withdraw import withdraw_notices
from portal.terms.calendar import Calendar

if TYPE_CHECKING:
    from portal.announcements.models import Announcement

SENT = "announcement_sent"
TO_CONFIRM = "announcement_to_confirm"
CORRECTED = "announcement_corrected"
WITHDRAWN = "announcement_withdrawn"
NUDGE = "announcement_nudge"
#: Far enough for the next working day after the longest holiday.
AHEAD = timedelta(days=75)


def key_of(announcement: Announcement) -> str:
    """What each person's key begins with; a new edition is told anew."""
    return f"announcement:{announcement.pk}:{announcement.edition}"


def tell_recipients(announcement: Announcement, slug: str, person_ids: Iterable[int]) -> int:
    """Post the notice of this type to each; returns how many had not been told."""
    return post_wordings(announcement, slug, key_of(announcement), person_ids)


def post_wordings(
    announcement: Announcement,
    slug: str,
    key: str,
    person_ids: Iterable[int],
    *,
    by: str = "",
) -> int:
    send_after = next_mail(clock.now())
    params = {
        "announcement": announcement.pk,
        "title": announcement.title,
        "by": by or announcement.author.name,
        "words": announcement.withdrawn_because or announcement.correction,
    }
    url = announcement.get_absolute_url()
    return post_notices(
        [
            Wording(person, slug, f"{key}:{person}", send_after, url, params)
            for person in sorted(set(person_ids))
        ]
    )


def type_of(announcement: Announcement) -> str:
    return TO_CONFIRM if announcement.must_confirm else SENT


def take_back_notices(announcement: Announcement) -> None:
    """What was told about it is neither read nor mailed any more."""
    told = Notice.objects.standing().filter(key__startswith=f"announcement:{announcement.pk}:")
    withdraw_notices(told.values_list("pk", flat=True))


def next_mail(at: datetime) -> datetime:
    """When a mail may go: within the hours of a working day."""
    today = timezone.localdate(at)
    return sending_time(at, at + AHEAD, Calendar.between(today, today + AHEAD))
