"""A training (培训) at school, and the sessions it is made of.

Owned by the research office. Several sessions make one training: people sign
in to each, and are credited once for all they attended, when the office gives
the hours. A session is a gathering and a record; it is not the ledger.
"""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from research.attendance.models import Gathering, Stage
from research.training.models.choices import HALF, Category, Level, validate_halves
from research.training.querysets import SessionQuerySet, TrainingQuerySet


class Training(models.Model):
    """`given_at`: when its hours were last given to those who attended."""

    title = models.CharField(pgettext_lazy("of a training", "Title"), max_length=100)
    category = models.CharField(
        _("Category"), max_length=20, choices=Category, default=Category.EXPERT_LECTURE
    )
    organiser = models.CharField(_("Organiser"), max_length=60, blank=True)
    level = models.CharField(_("Level"), max_length=10, choices=Level, default=Level.SCHOOL)
    certificate_number = models.CharField(_("Certificate number"), max_length=40, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    given_at = models.DateTimeField(null=True, blank=True, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Training")
        verbose_name_plural = _("Trainings")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:training_detail", args=[self.pk])


class TrainingSession(Gathering):
    """One sitting of a training, and the hours that attending it gives."""

    training = models.ForeignKey(
        Training, models.CASCADE, related_name="sessions", verbose_name=_("Training")
    )
    hours = models.DecimalField(
        pgettext_lazy("amount", "Hours"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(HALF), validate_halves],
        default=Decimal(2),
    )
    speaker = models.CharField(_("Speaker"), max_length=60, blank=True)

    objects = SessionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Gathering.Meta):
        verbose_name = _("Training session")
        verbose_name_plural = _("Training sessions")
        constraints = [
            *Gathering.Meta.constraints,
            models.CheckConstraint(
                condition=Q(hours__gt=0),
                name="training_session_hours_positive",
                violation_error_message=_("The hours are more than zero."),
            ),
        ]

    def note_sign_in(self, at: datetime) -> None:
        """The first who signs in makes it held."""
        if self.stage == Stage.ANNOUNCED:
            self.stage = Stage.HELD
            self.save(update_fields=["stage"])
