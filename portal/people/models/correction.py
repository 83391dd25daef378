"""A person asks the office to correct what the portal keeps about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CorrectionRequest(models.Model):
    """Open until somebody of the office answers it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="correction_requests",
        verbose_name=_("Staff member"),
    )
    words = models.TextField(_("What should be corrected"), max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(_("Answer"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Correction request")
        verbose_name_plural = _("Correction requests")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="correction_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.words[:40]}"
