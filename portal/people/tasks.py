"""Celery's entry points of people: each calls verbs and holds nothing of its own."""

from celery import shared_task

from portal.people.retention import forget_expired_traces
from portal.people.roster.forget import forget_old_previews
from portal.people.roster.slips import remove_expired_slips


@shared_task(name="portal.people.tasks.remove_expired")
def remove_expired() -> None:
    """Once an hour: first-password sheets after a day, previews after a month, old traces."""
    remove_expired_slips()
    forget_old_previews()
    forget_expired_traces()
