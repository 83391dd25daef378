"""Posting notices: one row per key, in the transaction of its cause.

Whoever posts twice, or at the same moment as another worker, posts once: the
key is unique in the database and a second row for it is ignored. Someone
without a mail address gets the notice in the portal alone; the office has a
page of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from portal import clock
from portal.notices.models import Channel, Delivery, Notice
from portal.notices.types import notice_types

if TYPE_CHECKING:
    from portal.people.models import User

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Wording:
    """A notice to be posted: `key` already names the person, `send_after` when its mail may go."""

    person_id: int
    type: str
    key: str
    send_after: datetime
    url: str = ""
    params: dict[str, Any] = field(default_factory=dict)


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
    Four queries for every thousand people.
    """
    moment = send_after or clock.now()
    people = {person.pk for person in to}
    return post_notices(
        [Wording(pk, type_slug, f"{key}:{pk}", moment, url, params or {}) for pk in sorted(people)]
    )


def post_notices(wordings: Iterable[Wording]) -> int:
    """Post each wording whose key is new; returns how many were.

    Rows go in by person and key, so that two workers never wait for each
    other crosswise; a batch is one transaction of its own unless the caller
    holds one.
    """
    rows = sorted(wordings, key=lambda row: (row.person_id, row.key))
    for slug in {row.type for row in rows}:
        notice_types.get(slug)
    return sum(_post(rows[n : n + BATCH]) for n in range(0, len(rows), BATCH))


@transaction.atomic
def _post(rows: Sequence[Wording]) -> int:
    known = set(
        Notice.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True)
    )
    fresh = {row.key: row for row in rows if row.key not in known}
    if not fresh:
        return 0
    Notice.objects.bulk_create(
        [
            Notice(person_id=r.person_id, type=r.type, key=r.key, params=r.params, url=r.url)
            for r in fresh.values()
        ],
        ignore_conflicts=True,
    )
    posted = Notice.objects.filter(key__in=list(fresh), person__is_active=True)
    by_mail = posted.exclude(person__email="").values_list("pk", "key")
    Delivery.objects.bulk_create(
        [
            Delivery(notice_id=pk, channel=Channel.MAIL, send_after=fresh[key].send_after)
            for pk, key in by_mail
        ],
        ignore_conflicts=True,
    )
    return len(fresh)
