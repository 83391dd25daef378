"""An import of the school's timetable: the cells of the sheet, as read.

What each cell means is reckoned anew whenever it is shown and when it is
confirmed, so that it is true of the timetable as it stands. `was` and `became`
are what the import took out and put in: it is undone as one.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.imports.models import Upload


class TimetableImport(Upload):
    """`cells`: what stands where (see `sheet/shapes.py`); `answers`: who is meant by a name."""

    term = models.ForeignKey("terms.Term", models.PROTECT, related_name="+")
    shape = models.CharField(max_length=10)
    report = models.JSONField(default=dict)
    cells = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    answers = models.JSONField(default=dict)
    removes = models.BooleanField(default=False)
    was = models.JSONField(default=list)
    became = models.JSONField(default=list)

    class Meta:
        verbose_name = _("Import of a timetable")
        verbose_name_plural = _("Imports of timetables")
        ordering = ["-id"]

    @property
    def is_waiting(self) -> bool:
        return self.applied_at is None
