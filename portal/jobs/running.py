"""The job a worker holds: how `run(job)` reports, commits and finishes.

Whoever took the job last has the highest fencing number. Every write of this
class names its number, so a worker that stalled, lost its lease and wakes
late gets `LostLease` and has written nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile, File
from django.db import transaction

from portal import clock
from portal.jobs.models import Job
from portal.jobs.querysets import JobQuerySet

if TYPE_CHECKING:
    from portal.people.models import User

#: A progress bar needs no more than this; a loop may report each row.
SECONDS_BETWEEN_REPORTS = 0.5


class LostLease(Exception):
    """Another worker has the job now: stop, and write nothing."""


class Cancelled(Exception):
    """The owner called the work off; nothing of it was kept."""


class RunningJob:
    """A job under this worker's lease; see portal/jobs/kinds.py for the contract."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.fence = job.fence
        self.is_finished = False
        self._is_committing = False
        self._next_report = 0.0

    @property
    def params(self) -> dict[str, Any]:
        return self.job.params

    @property
    def owner(self) -> User:
        return self.job.owner

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Show how far the work is, and keep the lease; cheap enough for each row.

        Raises Cancelled or LostLease. Inside `commit()` nobody else can see
        the row, so the figure goes by the cache and can no longer be cancelled.
        """
        is_last = total > 0 and done >= total
        if not is_last and monotonic() < self._next_report:
            return
        self._next_report = monotonic() + SECONDS_BETWEEN_REPORTS
        shown = {"progress_done": done, "progress_total": total, "message": message[:300]}
        if self._is_committing:
            cache.set(self.job.progress_key, shown, timeout=settings.PORTAL_JOB_LEASE_SECONDS)
            return
        kept = self._mine().filter(cancel_requested=False)
        if not kept.update(lease_until=clock.now() + settings.PORTAL_JOB_LEASE, **shown):
            raise self._why_stopped()

    @contextmanager
    def commit(self) -> Iterator[None]:
        """A transaction that nobody but the holder of the lease can make.

        Locks the job's row first: while it lasts no other worker can take the
        job, and an outdated holder gets LostLease before writing anything.
        """
        with transaction.atomic():
            if not self._mine().select_for_update().filter(cancel_requested=False).exists():
                raise self._why_stopped()
            self._is_committing = True
            try:
                yield
            finally:
                self._is_committing = False

    def finish(
        self,
        result_file: File | bytes | None = None,
        name: str = "",
        outcome: dict[str, Any] | None = None,
    ) -> None:
        """The job is done. Inside `commit()`, in the same transaction as its work.

        `result_file` is kept privately for PORTAL_JOB_RESULT_DAYS under the
        download name `name`; `outcome` is plain values for `JobKind.describe`.
        """
        if not self._is_committing:
            with self.commit():
                return self.finish(result_file, name, outcome)
        job = self.job
        if isinstance(result_file, bytes):
            result_file = ContentFile(result_file)
        if result_file is not None:
            job.result.save(name, result_file, save=False)
        job.state, job.ended_at = Job.State.DONE, clock.now()
        job.outcome, job.result_name, job.message = outcome or {}, name[:200], ""
        fields = ["state", "ended_at", "outcome", "result", "result_name", "message"]
        job.save(update_fields=fields)
        self.is_finished = True
        return None

    def _mine(self) -> JobQuerySet:
        return Job.objects.filter(pk=self.job.pk, fence=self.fence, state=Job.State.RUNNING)

    def _why_stopped(self) -> Exception:
        return Cancelled() if self._mine().exists() else LostLease()
