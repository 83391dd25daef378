"""Celery's entry points: each calls one verb and holds nothing of its own."""

from celery import shared_task

from portal.jobs.cleanup import remove_old_results as _remove_old_results
from portal.jobs.run import run_due_jobs as _run_due_jobs


@shared_task(name="portal.jobs.tasks.run_due_jobs")
def run_due_jobs() -> None:
    """The bell: whatever is due is run, whichever job rang."""
    _run_due_jobs()


@shared_task(name="portal.jobs.tasks.remove_old_results")
def remove_old_results() -> None:
    """Once a night: results older than a week."""
    _remove_old_results()
