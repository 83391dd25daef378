"""Posting a notice: one row per key, in the transaction of its cause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from portal import clock
from portal.notices.models import Channel, Delivery, Notice
from portal.notices.types import notice_types

if TYPE_CHECKING:
    from portal.people.models import User


def post_notice(
    type_slug: str,
    *,
    to: Iterable[User],
    key: str,
    params: dict[str, Any] | None = None,
    url: str = "",
    send_after: datetime | None = None,
) -> int:
    """Tell each person once; returns how many had not been told under this key.

    The key is completed with the person, so one key serves many people. Must
    run in the transaction of its cause. Raises KeyError for an unknown type.
    Three queries, whatever the number of people.
    """
    notice_types.get(type_slug)
    people = list(to)
    rows = [
        Notice(person=p, type=type_slug, key=f"{key}:{p.pk}", params=params or {}, url=url)
        for p in people
    ]
    known = set(
        Notice.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True)
    )
    fresh = [row for row in rows if row.key not in known]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    posted = Notice.objects.filter(key__in=[row.key for row in fresh])
    Delivery.objects.bulk_create(
        [
            Delivery(notice=notice, channel=Channel.MAIL, send_after=send_after or clock.now())
            for notice in posted
        ],
        ignore_conflicts=True,
    )
    return len(fresh)
