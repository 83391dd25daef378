"""A claim (学时申报): one teacher's own training outside, with its certificate.

Filed by the teacher with a photo, decided by the office: verified 已认定 (the
record is accepted), sent back to be completed 退回, or not recognised 不予认定,
which is final and has its words. `occurred_on` is the first day.
"""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.models import Record
from research.attendance.models import Mode
from research.training.models.choices import HALF, Category, Level, validate_halves


class TrainingClaim(Record):
    """`is_rejected` only of what was returned: it cannot be handed in again."""

    category = models.CharField(_("Category"), max_length=20, choices=Category)
    organiser = models.CharField(_("Organiser"), max_length=60)
    level = models.CharField(_("Level"), max_length=10, choices=Level, default=Level.DISTRICT)
    mode = models.CharField(_("Mode"), max_length=8, choices=Mode, default=Mode.ON_SITE)
    ends_on = models.DateField(_("Last day"), null=True, blank=True)
    hours = models.DecimalField(
        pgettext_lazy("amount", "Hours"),
        max_digits=5,
        decimal_places=1,
        null=True,
        validators=[MinValueValidator(HALF), validate_halves],
    )
    certificate_number = models.CharField(_("Certificate number"), max_length=40, blank=True)
    is_rejected = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("Claim of hours")
        verbose_name_plural = _("Claims of hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0),
                name="training_claim_hours_positive",
                violation_error_message=_("The hours are more than zero."),
            )
        ]

    @property
    def last_day(self) -> date:
        return self.ends_on or self.occurred_on
