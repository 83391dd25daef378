"""Long work with progress: a row committed with the wish, done by a worker.

A worker takes a job with a lease and a fencing number. A killed worker's job
is taken up again when its lease runs out; a stalled worker that wakes late
holds an old number and cannot write.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.jobs.kinds import job_kinds
from portal.jobs.querysets import JobQuerySet


def result_path(instance: "Job", filename: str) -> str:
    return f"jobs/{instance.uid.hex}/{uuid.uuid4().hex}"


class Job(models.Model):
    """`kind` names a JobKind; `params` are plain values, never personal secrets."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    params = models.JSONField(default=dict)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    outcome = models.JSONField(default=dict)
    result = models.FileField(upload_to=result_path, blank=True)
    result_name = models.CharField(max_length=200, blank=True)
    cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("Job")
        verbose_name_plural = _("Jobs")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state__in=["queued", "running"]),
                name="job_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    @property
    def is_cancellable(self) -> bool:
        return self.is_open and not self.cancel_requested

    @property
    def result_was_removed(self) -> bool:
        return bool(self.result_name and not self.result)

    @property
    def label(self) -> str:
        """The kind in words; its slug where an older version of the portal knew more kinds."""
        return str(job_kinds.get(self.kind).label) if self.kind in job_kinds else self.kind

    @property
    def progress_key(self) -> str:
        """Where the cache holds the progress of a commit that nobody can see yet."""
        return f"job-progress:{self.uid.hex}"
