"""Celery's entry points: each calls one verb and holds nothing of its own."""

from celery import shared_task

from portal.jobs.run import run_due_jobs as _run_due_jobs


@shared_task(name="portal.jobs.tasks.run_due_jobs")
def run_due_jobs() -> None:
    """The bell: whatever is due is run, whichever job rang."""
    _run_due_jobs()
