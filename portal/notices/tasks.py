"""What beat asks of the notices: empty the outbox, forget what is old."""

from celery import shared_task

from portal.notices.retention import forget_old_notices
from portal.notices.send import send_due


@shared_task
def send_deliveries() -> None:
    send_due()


@shared_task
def forget_notices() -> None:
    forget_old_notices()
