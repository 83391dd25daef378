"""Imports that nobody carried out: their ZIP and what was prepared go after a week."""

from __future__ import annotations

from datetime import timedelta

from portal import clock
from portal.records.draft import discard_draft
from portal.records.models import FormDraft, WordImport
from portal.records.models.draft import STAGED

KEPT = timedelta(days=7)


def forget_old_imports() -> int:
    """Returns how many ZIPs went; their previews stay as history, no longer to be confirmed."""
    before = clock.now() - KEPT
    for draft in FormDraft.objects.filter(kind__startswith=STAGED, updated_at__lt=before):
        discard_draft(draft)
    count = 0
    open_ones = [WordImport.State.READING, WordImport.State.READY]
    for run in WordImport.objects.filter(state__in=open_ones, created_at__lt=before):
        if run.file:
            run.file.delete(save=False)
        run.rows.all().delete()
        run.file, run.state, run.counts = "", WordImport.State.READING, {}
        run.save(update_fields=["file", "state", "counts"])
        count += 1
    return count
