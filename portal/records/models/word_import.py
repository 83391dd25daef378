"""An import of Word files (姓名-题目.docx in a ZIP): what came, whose it is, what was made.

`WordImport` is one upload; the ZIP is kept until its records are made, or for
a week. `WordFile` is one document of its preview. Nothing is written about
anybody before the office confirms.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.imports.models import PreviewRow, SheetRun


def upload_path(instance: "WordImport", filename: str) -> str:
    return f"word/{uuid.uuid4().hex}"


class WordImport(SheetRun):
    """A ZIP; `skipped` counts what a computer put into it by itself."""

    writes = ("good",)

    kind = models.CharField(_("Kind"), max_length=40)
    term = models.ForeignKey("terms.Term", models.PROTECT, related_name="+", verbose_name=_("Term"))
    file = models.FileField(upload_to=upload_path, blank=True)
    skipped = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Import of Word files")
        verbose_name_plural = _("Imports of Word files")
        ordering = ["-id"]


class WordFile(PreviewRow):
    """One document. `entry`: its path in the ZIP; `choices`: [answer, sentence] of a doubt."""

    class Outcome(models.TextChoices):
        ASKS = "asks", pgettext_lazy("a Word file of an import", "Doubt")
        WRONG = "wrong", pgettext_lazy("a Word file of an import", "Wrong")
        GOOD = "good", pgettext_lazy("a Word file of an import", "Matched")
        KNOWN = "known", pgettext_lazy("a Word file of an import", "Imported already")

    run = models.ForeignKey(WordImport, models.CASCADE, related_name="rows")
    entry = models.CharField(_("File"), max_length=500)
    #: Its index in the ZIP: two entries may bear one name.
    place = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    heading = models.CharField(max_length=120, blank=True)
    title = models.CharField(_("Title"), max_length=120, blank=True)
    characters = models.PositiveIntegerField(_("Characters"), default=0)
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome)
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
