"""How long notices are kept: PORTAL_NOTICE_DAYS, whether read or not.

Longer than any deadline is looked back upon, so that a forgotten key can
never be posted a second time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from portal import clock
from portal.notices.models import Notice

BATCH = 1000


def forget_old_notices(*, at: datetime | None = None) -> int:
    """Delete what is older, a batch at a time; returns how many notices went."""
    before = (at or clock.now()) - timedelta(days=settings.PORTAL_NOTICE_DAYS)
    forgotten = 0
    while ids := list(
        Notice.objects.filter(created_at__lt=before)
        .order_by("pk")
        .values_list("pk", flat=True)[:BATCH]
    ):
        Notice.objects.filter(pk__in=ids).delete()
        forgotten += len(ids)
    return forgotten
