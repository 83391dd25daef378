"""The school's own numbers for observations: one row, edited by the office."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ObservationSetting(models.Model):
    """docs/rules.md#observations has where the defaults come from."""

    counted_minutes = models.PositiveSmallIntegerField(
        _("A lesson counts from so many minutes heard"), default=30
    )
    submit_within_hours = models.PositiveSmallIntegerField(
        _("Hours within which an observation is handed in"), default=48
    )

    class Meta:
        verbose_name = _("Setting of observations")
        verbose_name_plural = _("Settings of observations")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="observation_setting_one_row")
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> ObservationSetting:
        """The school's row, or the defaults; one query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
