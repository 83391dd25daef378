"""The worker: takes what is due, runs it, and records how it ended.

`run_due_jobs()` needs no Celery; the task of the same name only calls it.
Nothing here rests on the broker: a job is due when its row says so.

The lease lasts PORTAL_JOB_LEASE_SECONDS (60). `progress()` renews it, and so
does a heartbeat thread each third of it, so that long work without a report
keeps its job; a process that is killed or stopped sends no heartbeat, and a
job that is stuck loses its lease after PORTAL_JOB_LONGEST_SECONDS. Workers on
several machines need clocks that agree to a few seconds (NTP).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _

from portal import clock
from portal.jobs.kinds import job_kinds
from portal.jobs.models import Job
from portal.jobs.querysets import JobQuerySet
from portal.jobs.running import Cancelled, LostLease, RunningJob
from portal.refusal import Refused

logger = logging.getLogger(__name__)

#: An error that returns this often is not the weather; the job has failed.
ATTEMPTS_AFTER_ERRORS = 3
#: A job whose worker died this often probably kills it (memory); it is given up.
ATTEMPTS_AT_MOST = 20
PAUSE_AFTER_ERROR = timedelta(seconds=30)


def run_due_jobs(*, at_most: int | None = None) -> int:
    """Run jobs until none is due (or `at_most` were run); returns how many were run."""
    count = 0
    while at_most is None or count < at_most:
        job = take_job()
        if job is None:
            break
        run_job(job)
        count += 1
    return count


def take_job(*, at: datetime | None = None) -> Job | None:
    """The oldest job that is due, now under this worker's lease; None when none is.

    Two workers never get the same one: PostgreSQL skips rows that are locked,
    SQLite lets one writer in at a time, and the update asks for the old fence.
    """
    at = at or clock.now()
    while True:
        with transaction.atomic():
            due = Job.objects.takeable(at).order_by("id").select_for_update(skip_locked=True)
            job = due.first()
            if job is None:
                return None
            if _end_instead(job, at):
                continue
            taken = Job.objects.takeable(at).filter(pk=job.pk, fence=job.fence)
            won = taken.update(
                state=Job.State.RUNNING,
                fence=F("fence") + 1,
                attempts=F("attempts") + 1,
                lease_until=at + settings.PORTAL_JOB_LEASE,
                started_at=Coalesce("started_at", at),
            )
        if won:
            return Job.objects.select_related("owner").get(pk=job.pk)


def _end_instead(job: Job, at: datetime) -> bool:
    """Called off while nobody held it, or interrupted too often: end it unrun."""
    if job.cancel_requested:
        _end(job, Job.State.CANCELLED, "", at=at)
        return True
    if job.attempts >= ATTEMPTS_AT_MOST:
        logger.warning("job_given_up", extra={"job": str(job.uid), "kind": job.kind})
        with _in_language_of(job):
            words = _("The work was interrupted again and again and has been given up.")
        _end(job, Job.State.FAILED, words, at=at)
        return True
    return False


def run_job(job: Job) -> None:
    """Run a job that this worker has taken, and record how it ended."""
    running = RunningJob(job)
    logger.info("job_started", extra={"job": str(job.uid), "kind": job.kind})
    with _in_language_of(job):
        try:
            with _heartbeat(job):
                _perform(running)
        except LostLease:
            logger.warning("job_lease_lost", extra={"job": str(job.uid), "fence": job.fence})
        except Cancelled:
            _end(job, Job.State.CANCELLED, "")
        except Refused as refusal:
            _end(job, Job.State.FAILED, str(refusal.message))
        except Exception:
            logger.exception("job_error", extra={"job": str(job.uid), "kind": job.kind})
            if not connection.in_atomic_block:
                # The error may have been the connection's own.
                connection.close_if_unusable_or_obsolete()
            _after_error(job)


def _perform(running: RunningJob) -> None:
    kind = job_kinds.get(running.job.kind)
    if not running.owner.has_perm(kind.permission):
        raise Refused("no_longer_allowed", _("You may no longer do this."))
    kind.run(running)
    if not running.is_finished:
        running.finish()


def _after_error(job: Job) -> None:
    if job.attempts < ATTEMPTS_AFTER_ERRORS:
        pause = PAUSE_AFTER_ERROR * job.attempts
        _held_by(job).update(state=Job.State.QUEUED, lease_until=clock.now() + pause)
        return
    words = _(
        "Something went wrong on our side. Nothing was changed; the administrator can see why."
    )
    _end(job, Job.State.FAILED, words)


def _end(job: Job, state: str, message: str, *, at: datetime | None = None) -> None:
    _held_by(job).update(state=state, message=message[:300], ended_at=at or clock.now())


def _held_by(job: Job) -> JobQuerySet:
    """The row, as long as nobody took the job since `job` was read."""
    return Job.objects.filter(pk=job.pk, fence=job.fence).open()


def _in_language_of(job: Job) -> AbstractContextManager[None]:
    return translation.override(job.owner.language or settings.LANGUAGE_CODE)


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Renew the lease from a thread while the block runs."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, stop), daemon=True, name="job-heartbeat")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(job: Job, stop: threading.Event) -> None:
    """Until stopped, too long, or no longer ours. Opens its connection only when it must."""
    lease = settings.PORTAL_JOB_LEASE
    give_up_at = monotonic() + settings.PORTAL_JOB_LONGEST_SECONDS
    try:
        while not stop.wait(lease.total_seconds() / 3) and monotonic() < give_up_at:
            mine = _held_by(job).filter(state=Job.State.RUNNING)
            try:
                if not mine.update(lease_until=clock.now() + lease):
                    return
            except DatabaseError:
                # A locked SQLite file or a server that restarts: the next beat tries again.
                logger.info("job_heartbeat_missed", extra={"job": str(job.uid)})
                connection.close()
    finally:
        connection.close()
