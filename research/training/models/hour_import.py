"""An import of the district's sheet of hours: the upload, and the rows of its preview.

The file itself is removed once it is read. `was` keeps what an entry said
before, so that the import can be undone as one.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock


def upload_path(instance: "HourImport", filename: str) -> str:
    return f"hours/{uuid.uuid4().hex}"


class HourImport(models.Model):
    """`version` counts previews: a confirmation names the one it was read from.

    `as_of`: the day up to which a sheet of totals counts.
    """

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        READY = "ready", _("Waiting for confirmation")
        DONE = "done", pgettext_lazy("state of an import", "Imported")
        UNDONE = "undone", pgettext_lazy("state of an import", "Undone")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("By")
    )
    file = models.FileField(upload_to=upload_path, blank=True)
    file_name = models.CharField(_("File"), max_length=200)
    year = models.PositiveSmallIntegerField(_("Year"))
    as_of = models.DateField(_("As of"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.READING)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    is_stale = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("Uploaded"), auto_now_add=True)
    applied_at = models.DateTimeField(_("Imported"), null=True)
    undone_at = models.DateTimeField(_("Undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Import of hours")
        verbose_name_plural = _("Imports of hours")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    def count(self, *outcomes: str) -> int:
        return sum(int(self.counts.get(outcome, 0)) for outcome in outcomes)

    @property
    def good(self) -> int:
        """Rows that a confirmation would write."""
        return self.count("new", "changed", "conflict")

    @property
    def held_back(self) -> int:
        return self.count("wrong", "asks")

    @property
    def undo_until(self) -> datetime | None:
        if self.applied_at is None:
            return None
        return self.applied_at + timedelta(days=settings.PORTAL_IMPORT_UNDO_DAYS)

    @property
    def can_be_undone(self) -> bool:
        until = self.undo_until
        return self.state == self.State.DONE and until is not None and clock.now() <= until


class HourImportRow(models.Model):
    """A row of the preview. `given`, `values`: field → cell; see research.training.district."""

    class Outcome(models.TextChoices):
        ASKS = "asks", pgettext_lazy("row of a sheet", "Question")
        WRONG = "wrong", pgettext_lazy("row of a sheet", "Wrong")
        CONFLICT = "conflict", pgettext_lazy("row of a sheet", "Differs from ours")
        NEW = "new", pgettext_lazy("row of a sheet", "New")
        CHANGED = "changed", pgettext_lazy("row of a sheet", "Changed")
        UNCHANGED = "unchanged", pgettext_lazy("row of a sheet", "Unchanged")

    run = models.ForeignKey(HourImport, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100, blank=True)
    number = models.PositiveIntegerField(_("Row number"))
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    given = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    values = models.JSONField(default=dict)
    misread = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    question = models.JSONField(default=dict)
    answer = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=120, blank=True)
    was = models.JSONField(null=True)

    class Meta:
        verbose_name = _("Row of an import of hours")
        verbose_name_plural = _("Rows of an import of hours")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="hour_import_row_once"),
        ]
        indexes = [
            models.Index(fields=["run", "outcome", "position"], name="hour_import_row_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.run} · {self.number}"
