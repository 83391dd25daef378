"""What beat asks of the deadlines: bring reminders in step, every ten minutes."""

from celery import shared_task

from portal.deadlines.sweep import sweep


@shared_task
def sweep_reminders() -> None:
    sweep()
