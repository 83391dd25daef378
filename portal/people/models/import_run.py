"""An import of the roster: what the sheet said, what was decided, what was written.

`ImportRun` is one upload. `ImportRow` is a row of its preview, with the cells
as given, so that a rejected row can be sent back as it was. `ImportTrace` is
what the import did to one person, old and new, so that it can be undone as
one. The uploaded file itself is removed once it is read: it may hold columns
the portal must not keep.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock


def upload_path(instance: "ImportRun", filename: str) -> str:
    return f"roster/{uuid.uuid4().hex}"


class ImportRun(models.Model):
    """`version` counts previews: a confirmation names the one it was read from."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        READY = "ready", _("Waiting for confirmation")
        DONE = "done", pgettext_lazy("state of an import", "Imported")
        UNDONE = "undone", pgettext_lazy("state of an import", "Undone")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("By"),
    )
    file = models.FileField(upload_to=upload_path, blank=True)
    file_name = models.CharField(_("File"), max_length=200)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.READING)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
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
        verbose_name = _("Import of staff")
        verbose_name_plural = _("Imports of staff")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    def count(self, outcome: str) -> int:
        return int(self.counts.get(outcome, 0))

    @property
    def good(self) -> int:
        """Rows that a confirmation would write."""
        return self.count("new") + self.count("changed")

    @property
    def held_back(self) -> int:
        """Rows that a confirmation leaves out: wrong, or waiting for an answer."""
        return self.count("wrong") + self.count("asks")

    @property
    def undo_until(self) -> datetime | None:
        if self.applied_at is None:
            return None
        return self.applied_at + timedelta(days=settings.PORTAL_IMPORT_UNDO_DAYS)

    @property
    def can_be_undone(self) -> bool:
        """By its age alone; whether something builds on it is asked when it is undone."""
        until = self.undo_until
        return self.state == self.State.DONE and until is not None and clock.now() <= until


class ImportRow(models.Model):
    """A row of the preview. `given`, `values`: field → cell; see portal.people.roster."""

    class Outcome(models.TextChoices):
        ASKS = "asks", pgettext_lazy("row of a roster", "Question")
        WRONG = "wrong", pgettext_lazy("row of a roster", "Wrong")
        NEW = "new", pgettext_lazy("row of a roster", "New")
        CHANGED = "changed", pgettext_lazy("row of a roster", "Changed")
        UNCHANGED = "unchanged", pgettext_lazy("row of a roster", "Unchanged")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
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
    read_notes = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    question = models.JSONField(default=dict)
    #: Answers so far, separated by commas.
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("Row of an import")
        verbose_name_plural = _("Rows of an import")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="import_row_once"),
        ]
        indexes = [
            models.Index(fields=["run", "outcome", "position"], name="import_row_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.run} · {self.number}"


class ImportTrace(models.Model):
    """What an import did to one person. `changes`: field → [old, new]; `rows`: what it wrote."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="traces")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    was_new = models.BooleanField(default=False)
    changes = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("Trace of an import")
        verbose_name_plural = _("Traces of an import")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "person"], name="import_trace_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run} · {self.person_id}"


def slips_path(instance: "PasswordSlips", filename: str) -> str:
    return f"slips/{uuid.uuid4().hex}"


class PasswordSlips(models.Model):
    """A printable sheet of first passwords: private, for a day, then its file is removed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    file = models.FileField(upload_to=slips_path, blank=True)
    people = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Sheet of first passwords")
        verbose_name_plural = _("Sheets of first passwords")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.uid)
