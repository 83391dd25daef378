"""Celery entry points."""

from celery import shared_task

from portal.announcements.newcomers import admit_newcomers as admit


@shared_task
def admit_newcomers() -> int:
    return admit()
