"""Taking notices back: what no longer holds is neither read nor sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from portal import clock
from portal.notices.models import Delivery, Notice

BATCH = 1000


def withdraw_notices(ids: Iterable[int], *, at: datetime | None = None) -> int:
    """Withdraw these notices and the mails of theirs that wait; returns how many were."""
    ordered = sorted(ids)
    moment = at or clock.now()
    return sum(_withdraw(ordered[n : n + BATCH], moment) for n in range(0, len(ordered), BATCH))


@transaction.atomic
def _withdraw(ids: list[int], at: datetime) -> int:
    _lock(ids)
    Delivery.objects.filter(notice__in=ids, state=Delivery.State.PENDING).update(
        state=Delivery.State.WITHDRAWN
    )
    return Notice.objects.filter(pk__in=ids, withdrawn_at__isnull=True).update(withdrawn_at=at)


@transaction.atomic
def restore_notices(ids: Iterable[int], *, send_after: datetime) -> int:
    """The cause holds again under the same key: the notice returns, an unsent mail waits again."""
    ordered = sorted(ids)
    _lock(ordered)
    Delivery.objects.filter(notice__in=ordered, state=Delivery.State.WITHDRAWN).update(
        state=Delivery.State.PENDING, send_after=send_after
    )
    return Notice.objects.filter(pk__in=ordered).update(withdrawn_at=None)


def _lock(ids: list[int]) -> None:
    """In one order for everybody, or two workers could wait for each other."""
    list(
        Notice.objects.select_for_update()
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
