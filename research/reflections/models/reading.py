"""What the whole school reads: featured records, and who found them useful.

Featuring (推荐) shows a record to the whole school; `was_visible_to` is what
its author had chosen, which comes back when it is taken off the page.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from research.reflections.querysets import FeaturedQuerySet


class Featured(models.Model):
    """One record on the school's reading page; by the group's leader or the office."""

    record = models.OneToOneField(
        "records.Record", models.CASCADE, related_name="featured", verbose_name=_("Record")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Featured by")
    )
    words = models.CharField(_("Why it is worth reading"), max_length=200, blank=True)
    was_visible_to = models.CharField(max_length=8, editable=False)
    useful_count = models.PositiveIntegerField(default=0, editable=False)
    featured_at = models.DateTimeField(auto_now_add=True)

    objects = FeaturedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Featured record")
        verbose_name_plural = _("Featured records")
        indexes = [
            models.Index(fields=["-featured_at", "-id"], name="featured_newest"),
            models.Index(fields=["-useful_count", "-id"], name="featured_most_useful"),
        ]

    def __str__(self) -> str:
        return str(self.record)


class UsefulMark(models.Model):
    """A colleague found a featured record useful; never its author."""

    featured = models.ForeignKey(Featured, models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Useful mark")
        verbose_name_plural = _("Useful marks")
        constraints = [
            models.UniqueConstraint(fields=["featured", "person"], name="useful_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.featured}"
