"""What a job's page says: how far it is, how it ended, where to go on."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

from portal.jobs.kinds import job_kinds
from portal.jobs.models import Job


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    message: str


def progress_of(job: Job) -> Progress:
    """From the row; during its commit, whose rows nobody sees yet, from the cache."""
    shown = cache.get(job.progress_key) if job.state == Job.State.RUNNING else None
    if shown:
        return Progress(shown["progress_done"], shown["progress_total"], shown["message"])
    return Progress(job.progress_done, job.progress_total, job.message)


def outcome_words(job: Job) -> str:
    """The kind's sentence about what was done; empty unless it is done."""
    describe = _declared(job, "describe")
    return describe(job) if describe else ""


def next_url_of(job: Job) -> str:
    next_url = _declared(job, "next_url")
    return next_url(job) if next_url else ""


def _declared(job: Job, name: str):  # type: ignore[no-untyped-def]
    if job.state != Job.State.DONE or job.kind not in job_kinds:
        return None
    return getattr(job_kinds.get(job.kind), name)
