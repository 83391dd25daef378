"""What the school itself says of a kind of record; edited by the office as data.

A kind without a row keeps the number its domain declares.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordKindSetting(models.Model):
    """`min_characters`: the long texts of a record together, checked when it is submitted."""

    kind = models.CharField(_("Kind of record"), max_length=40, unique=True)
    min_characters = models.PositiveIntegerField(_("Characters at least"), default=0)

    class Meta:
        verbose_name = _("Setting of a kind of record")
        verbose_name_plural = _("Settings of kinds of record")
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.kind
