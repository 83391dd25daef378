"""An import of Word files (姓名-题目.docx in a ZIP): what came, whose it is, what was made.

`WordImport` is one upload; the ZIP is kept until its records are made, or for
a week. `WordFile` is one document of its preview. Nothing is written about
anybody before the office confirms.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock


def upload_path(instance: "WordImport", filename: str) -> str:
    return f"word/{uuid.uuid4().hex}"


class WordImport(models.Model):
    """`version` counts previews: a confirmation names the one it was read from."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        READY = "ready", _("Waiting for confirmation")
        DONE = "done", pgettext_lazy("state of an import", "Imported")
        UNDONE = "undone", pgettext_lazy("state of an import", "Undone")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("By")
    )
    kind = models.CharField(_("Kind"), max_length=40)
    term = models.ForeignKey("terms.Term", models.PROTECT, related_name="+", verbose_name=_("Term"))
    file = models.FileField(upload_to=upload_path, blank=True)
    file_name = models.CharField(_("File"), max_length=200)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.READING)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    skipped = models.PositiveIntegerField(default=0)
    is_stale = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("Uploaded"), auto_now_add=True)
    applied_at = models.DateTimeField(_("Imported"), null=True)
    undone_at = models.DateTimeField(_("Undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Import of Word files")
        verbose_name_plural = _("Imports of Word files")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    def count(self, outcome: str) -> int:
        return int(self.counts.get(outcome, 0))

    @property
    def good(self) -> int:
        """Files that a confirmation makes records of."""
        return self.count("good")

    @property
    def held_back(self) -> int:
        """Files that a confirmation leaves out though they are not known already."""
        return self.count("wrong") + self.count("asks")

    @property
    def undo_until(self) -> datetime | None:
        if self.applied_at is None:
            return None
        return self.applied_at + timedelta(days=settings.PORTAL_IMPORT_UNDO_DAYS)

    @property
    def can_be_undone(self) -> bool:
        """By its age alone; whether somebody has confirmed is asked when it is undone."""
        until = self.undo_until
        return self.state == self.State.DONE and until is not None and clock.now() <= until


class WordFile(models.Model):
    """One document. `entry`: its path in the ZIP; `choices`: [answer, sentence] of a doubt."""

    class Outcome(models.TextChoices):
        ASKS = "asks", pgettext_lazy("a Word file of an import", "Doubt")
        WRONG = "wrong", pgettext_lazy("a Word file of an import", "Wrong")
        GOOD = "good", pgettext_lazy("a Word file of an import", "Matched")
        KNOWN = "known", pgettext_lazy("a Word file of an import", "Imported already")

    run = models.ForeignKey(WordImport, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    entry = models.CharField(_("File"), max_length=500)
    #: Its index in the ZIP: two entries may bear one name.
    place = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    heading = models.CharField(max_length=120, blank=True)
    title = models.CharField(_("Title"), max_length=120, blank=True)
    characters = models.PositiveIntegerField(_("Characters"), default=0)
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    misread = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    question = models.JSONField(default=dict)
    #: Answers so far, separated by commas: a person's key, `again`, `skip`.
    answer = models.CharField(max_length=200, blank=True)
    record = models.ForeignKey("records.Record", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("Word file of an import")
        verbose_name_plural = _("Word files of an import")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="word_file_once"),
        ]
        indexes = [
            models.Index(fields=["run", "outcome", "position"], name="word_file_by_outcome"),
        ]

    def __str__(self) -> str:
        return self.entry
