"""Periods (节次): when the lessons of a school day begin and end.

The school's own clock, edited by the office; nine rows come with the portal.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Period(models.Model):
    """The first to the ninth lesson of a day; `ends` is the first minute after it."""

    number = models.PositiveSmallIntegerField(_("Period"), unique=True)
    starts = models.TimeField(_("Begins"))
    ends = models.TimeField(_("Ends"))

    class Meta:
        verbose_name = _("Period")
        verbose_name_plural = _("Periods")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__range=(1, 9)),
                name="period_1_to_9",
                violation_error_message=_("A school day has at most nine periods."),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="period_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.starts:%H:%M}–{self.ends:%H:%M}"
