"""An import of the school's timetable: the cells of the sheet, as read.

What each cell means is reckoned anew whenever it is shown and when it is
confirmed, so that it is true of the timetable as it stands. `was` and `became`
are what the import took out and put in: it is undone as one.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock


class TimetableImport(models.Model):
    """`cells`: what stands where (see `sheet/shapes.py`); `answers`: who is meant by a name."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("By")
    )
    term = models.ForeignKey("terms.Term", models.PROTECT, related_name="+")
    file_name = models.CharField(_("File"), max_length=200)
    shape = models.CharField(max_length=10)
    report = models.JSONField(default=dict)
    cells = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    answers = models.JSONField(default=dict)
    removes = models.BooleanField(default=False)
    was = models.JSONField(default=list)
    became = models.JSONField(default=list)
    created_at = models.DateTimeField(_("Uploaded"), auto_now_add=True)
    applied_at = models.DateTimeField(_("Imported"), null=True)
    undone_at = models.DateTimeField(_("Undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Import of a timetable")
        verbose_name_plural = _("Imports of timetables")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting(self) -> bool:
        return self.applied_at is None

    @property
    def undo_until(self) -> datetime | None:
        if self.applied_at is None:
            return None
        return self.applied_at + timedelta(days=settings.PORTAL_IMPORT_UNDO_DAYS)

    @property
    def can_be_undone(self) -> bool:
        until = self.undo_until
        return until is not None and self.undone_at is None and clock.now() <= until
