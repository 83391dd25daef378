"""Asking for long work, and calling it off.

The row is the wish and is committed with what caused it; Celery only rings a
bell. When the broker cannot be reached the bell is lost and the next beat
finds the row.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from celery.exceptions import CeleryError
from django.db import transaction
from django.utils.translation import gettext as _
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from portal import clock
from portal.jobs.kinds import job_kinds
from portal.jobs.models import Job
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User

logger = logging.getLogger(__name__)


def enqueue_job(kind_slug: str, *, owner: User, params: dict[str, Any] | None = None) -> Job:
    """Write the job's row in the caller's transaction; the bell rings on commit.

    Raises KeyError for an unknown kind. Whether the owner may ask for it is
    checked at the door (the view), and again when the job runs.
    """
    job_kinds.get(kind_slug)
    job = Job.objects.create(kind=kind_slug, owner=owner, params=params or {})
    transaction.on_commit(ring_bell)
    return job


def ring_bell() -> None:
    """Tell a worker to look; never an error for the page that asked."""
    from portal.jobs.tasks import run_due_jobs

    try:
        run_due_jobs.apply_async(retry=False)
    except (CeleryError, KombuError, RedisError, OSError):
        logger.warning("job_bell_lost", exc_info=True)


@transaction.atomic
def cancel_job(job: Job, *, by: User) -> Job:
    """Call the work off: at once while it waits, at its next report while it runs.

    Repeating it does no harm. Raises Refused("job_ended") when it has ended otherwise.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state == Job.State.CANCELLED:
        return job
    if not job.is_open:
        raise Refused("job_ended", _("This work has already ended."))
    job.cancel_requested = True
    if job.state == Job.State.QUEUED:
        job.state, job.ended_at = Job.State.CANCELLED, clock.now()
    job.save(update_fields=["cancel_requested", "state", "ended_at"])
    logger.info("job_cancelled", extra={"job": str(job.uid), "by": by.pk})
    return job
