"""The rubric (评分标准) by which lessons are scored: dimensions, weights and bands.

Owned by the research office. What was scored by is never changed: a changed
rubric is a new version, and each observation keeps the one it was written with.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from research.observations.querysets import RubricQuerySet

#: What the weights of a rubric's dimensions come to.
FULL_MARKS = 100


class Rubric(models.Model):
    """One version. It serves from `from_term` on; None is from the beginning."""

    version = models.PositiveSmallIntegerField(_("Version"), unique=True)
    name = models.CharField(pgettext_lazy("of a thing", "Name"), max_length=60)
    from_term = models.ForeignKey(
        "terms.Term",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Serves from"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rubric")
        verbose_name_plural = _("Rubrics")
        ordering = ["-version"]

    def __str__(self) -> str:
        return _("%(name)s, version %(version)d") % {"name": self.name, "version": self.version}

    @property
    def is_used(self) -> bool:
        """Somebody began an observation with it: from then on it is never changed. One query."""
        return self.observations.exists()

    def band_of(self, total: Decimal, bands: Iterable[Band] | None = None) -> Band | None:
        """The band a total falls into: the highest whose lowest mark it reaches."""
        reached = [b for b in (self.bands.all() if bands is None else bands) if total >= b.lowest]
        return max(reached, key=lambda band: band.lowest, default=None)


class Dimension(models.Model):
    """One thing looked at; `weight` is the most it can be given."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="dimensions")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(pgettext_lazy("of a thing", "Name"), max_length=40)
    hint = models.CharField(_("What to look at"), max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField(_("Points"))

    class Meta:
        verbose_name = _("Dimension")
        verbose_name_plural = _("Dimensions")
        ordering = ["rubric", "position"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "position"], name="dimension_position_once"),
            models.CheckConstraint(
                condition=Q(weight__range=(1, FULL_MARKS)), name="dimension_weight_1_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Band(models.Model):
    """A grade (优 良 合格 不合格), from its lowest total upwards."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="bands")
    name = models.CharField(pgettext_lazy("of a thing", "Name"), max_length=20)
    lowest = models.PositiveSmallIntegerField(_("From so many points"))

    class Meta:
        verbose_name = _("Band")
        verbose_name_plural = _("Bands")
        ordering = ["rubric", F("lowest").desc()]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "lowest"], name="band_lowest_once"),
            models.CheckConstraint(
                condition=Q(lowest__range=(0, FULL_MARKS)), name="band_lowest_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.name
