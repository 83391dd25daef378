"""What beat asks of the records: clear away drafts that nobody comes back to."""

from celery import shared_task

from portal.records.draft import purge_drafts
from portal.records.word.forget import forget_old_imports


@shared_task
def clear_old_drafts() -> None:
    purge_drafts()
    forget_old_imports()
