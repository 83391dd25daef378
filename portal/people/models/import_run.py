"""An import of the roster: what the sheet said, what was decided, what was written.

`ImportRun` is one upload. `ImportRow` is a row of its preview, with the cells
as given, so that a rejected row can be sent back as it was. `ImportTrace` is
what the import did to one person, old and new, so that it can be undone as
one. The uploaded file itself is removed once it is read: it may hold columns
the portal must not keep.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.imports.models import SheetRow, SheetRun


def upload_path(instance: "ImportRun", filename: str) -> str:
    return f"roster/{uuid.uuid4().hex}"


class ImportRun(SheetRun):
    """An upload of the roster; its preview is judged against the staff as `digest` has it."""

    file = models.FileField(upload_to=upload_path, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    report = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("Import of staff")
        verbose_name_plural = _("Imports of staff")
        ordering = ["-id"]


class ImportRow(SheetRow):
    """A row of the preview. `given`, `values`: field → cell; see portal.people.roster."""

    class Outcome(models.TextChoices):
        ASKS = "asks", pgettext_lazy("row of a roster", "Question")
        WRONG = "wrong", pgettext_lazy("row of a roster", "Wrong")
        NEW = "new", pgettext_lazy("row of a roster", "New")
        CHANGED = "changed", pgettext_lazy("row of a roster", "Changed")
        UNCHANGED = "unchanged", pgettext_lazy("row of a roster", "Unchanged")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome)
    read_notes = models.JSONField(default=list)
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
