"""What every import of a file has in common: an upload, the rows of its preview, its undoing.

Abstract: a domain's import inherits them and adds what only it knows. The
preview writes nothing; a confirmation names the preview it was read from
(`version`), and what it wrote is undone as one for PORTAL_IMPORT_UNDO_DAYS.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock


class RunState(models.TextChoices):
    READING = "reading", _("Being read")
    READY = "ready", _("Waiting for confirmation")
    DONE = "done", pgettext_lazy("state of an import", "Imported")
    UNDONE = "undone", pgettext_lazy("state of an import", "Undone")


class Upload(models.Model):
    """A file somebody brought, what became of it, and how long that can be undone."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("By")
    )
    file_name = models.CharField(_("File"), max_length=200)
    created_at = models.DateTimeField(_("Uploaded"), auto_now_add=True)
    applied_at = models.DateTimeField(_("Imported"), null=True)
    undone_at = models.DateTimeField(_("Undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def undo_until(self) -> datetime | None:
        if self.applied_at is None:
            return None
        return self.applied_at + timedelta(days=settings.PORTAL_IMPORT_UNDO_DAYS)

    @property
    def can_be_undone(self) -> bool:
        """By its age alone; whether something builds on it is asked when it is undone."""
        until = self.undo_until
        return until is not None and self.undone_at is None and clock.now() <= until


class SheetRun(Upload):
    """An upload with a stored preview, judged and written by jobs. `counts`: outcome → rows.

    `writes` and `holds_back` name the outcomes that a confirmation writes, and
    those that it leaves out though something is wrong with them.
    """

    State = RunState
    writes: tuple[str, ...] = ("new", "changed")
    holds_back: tuple[str, ...] = ("wrong", "asks")

    state = models.CharField(_("State"), max_length=10, choices=RunState, default=RunState.READING)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    is_stale = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering = ["-id"]

    def count(self, *outcomes: str) -> int:
        return sum(int(self.counts.get(outcome, 0)) for outcome in outcomes)

    @property
    def good(self) -> int:
        """Rows that a confirmation would write."""
        return self.count(*self.writes)

    @property
    def held_back(self) -> int:
        """Rows that a confirmation leaves out: wrong, or waiting for an answer."""
        return self.count(*self.holds_back)

    @property
    def can_be_undone(self) -> bool:
        return self.state == RunState.DONE and super().can_be_undone


class PreviewRow(models.Model):
    """A row of a preview; a child adds `run`, its `outcome` and what only it keeps.

    `problems` and `notes` are `portal.sheets.problems.Problem`s as JSON,
    `question` {"asked": …, "choices": [[answer, sentence], …]}.
    """

    position = models.PositiveIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    misread = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    question = models.JSONField(default=dict)

    class Meta:
        abstract = True
        ordering = ["position"]


class SheetRow(PreviewRow):
    """A row of a sheet.

    `given` holds the cells as the sheet has them, so that a row left out can be
    sent back as it was; `values` what was read in them, `changes` [field, old, new].
    """

    sheet = models.CharField(max_length=100, blank=True)
    number = models.PositiveIntegerField(_("Row number"))
    given = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=list)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.run} · {self.number}"  # type: ignore[attr-defined]
