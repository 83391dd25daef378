"""A dated stand-in (代理审核): who reviews while a leader is away."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.querysets import StandInQuerySet


class StandIn(models.Model):
    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="stand_ins",
        verbose_name=_("Who is away"),
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="standing_in",
        verbose_name=_("Stand-in"),
    )
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"))
    reason = models.CharField(_("Reason"), max_length=100, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stand-in")
        verbose_name_plural = _("Stand-ins")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="stand_in_ends_after_start",
                violation_error_message=_("The last day comes after the first."),
            ),
            models.CheckConstraint(
                condition=~Q(absent=F("substitute")),
                name="stand_in_is_somebody_else",
                violation_error_message=_("Choose somebody else as the stand-in."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absent} → {self.substitute}"
