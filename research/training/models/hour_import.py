"""An import of the district's sheet of hours: the upload, and the rows of its preview.

The file itself is removed once it is read. `was` keeps what an entry said
before, so that the import can be undone as one.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.imports.models import SheetRow, SheetRun


def upload_path(instance: "HourImport", filename: str) -> str:
    return f"hours/{uuid.uuid4().hex}"


class HourImport(SheetRun):
    """`as_of`: the day up to which a sheet of totals counts."""

    writes = ("new", "changed", "conflict")

    file = models.FileField(upload_to=upload_path, blank=True)
    year = models.PositiveSmallIntegerField(_("Year"))
    as_of = models.DateField(_("As of"))
    report = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("Import of hours")
        verbose_name_plural = _("Imports of hours")
        ordering = ["-id"]


class HourImportRow(SheetRow):
    """A row of the preview. `given`, `values`: field → cell; see research.training.district."""

    class Outcome(models.TextChoices):
        ASKS = "asks", pgettext_lazy("row of a sheet", "Question")
        WRONG = "wrong", pgettext_lazy("row of a sheet", "Wrong")
        CONFLICT = "conflict", pgettext_lazy("row of a sheet", "Differs from ours")
        NEW = "new", pgettext_lazy("row of a sheet", "New")
        CHANGED = "changed", pgettext_lazy("row of a sheet", "Changed")
        UNCHANGED = "unchanged", pgettext_lazy("row of a sheet", "Unchanged")

    run = models.ForeignKey(HourImport, models.CASCADE, related_name="rows")
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome)
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
