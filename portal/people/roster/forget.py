"""What sheets said is kept for a month; that an import was made, and its traces, stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from portal import clock
from portal.people.models import ImportRow, ImportRun


def forget_old_previews(*, at: datetime | None = None) -> int:
    """Delete the rows of old previews, and imports nobody confirmed, with their uploads.

    Returns how many rows went.
    """
    before = (at or clock.now()) - timedelta(days=settings.PORTAL_IMPORT_ROWS_DAYS)
    old = ImportRun.objects.filter(created_at__lt=before)
    unconfirmed = old.filter(state__in=[ImportRun.State.READING, ImportRun.State.READY])
    for run in unconfirmed.exclude(file=""):
        run.file.delete(save=False)
    count = ImportRow.objects.filter(run__in=old).delete()[0]
    unconfirmed.delete()
    return count
