"""A review: one transition of one record — who, when, from, to, in what words.

Rows are only ever added. A bulk decision shares one `batch`, which can be
undone as one; undoing adds rows, it removes none.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.records.models.record import State


class Review(models.Model):
    record = models.ForeignKey("records.Record", models.CASCADE, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews_given")
    for_whom = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The leader for whom a stand-in decided."),
    )
    from_state = models.CharField(max_length=10, choices=State)
    to_state = models.CharField(max_length=10, choices=State)
    words = models.TextField(_("Words"), blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text=_("The record's version when this was done.")
    )
    at = models.DateTimeField()
    batch = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("Review")
        verbose_name_plural = _("Reviews")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["by", "at"], name="review_by_at")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
