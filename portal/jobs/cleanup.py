"""Results are kept seven days (PORTAL_JOB_RESULT_DAYS), then their files go.

The row stays: that the work was done, when and by whom, is no burden. With a
result go the files of commits that were rolled back, which no row names.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage

from portal import clock
from portal.jobs.models import Job

logger = logging.getLogger(__name__)


def remove_old_results(*, at: datetime | None = None) -> int:
    """Delete the files of jobs that ended long enough ago; returns for how many jobs."""
    before = (at or clock.now()) - timedelta(days=settings.PORTAL_JOB_RESULT_DAYS)
    jobs = Job.objects.ended_before(before).with_result()
    for job in jobs.iterator():
        remove_files_of(job)
    count = jobs.update(result="")
    logger.info("job_results_removed", extra={"count": count})
    return count


def remove_files_of(job: Job) -> None:
    folder = f"jobs/{job.uid.hex}"
    for name in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)
