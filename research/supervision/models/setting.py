"""The school's numbers of supervision, one row; docs/rules.md#supervision has the defaults."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SupervisionSetting(models.Model):
    """How large a sample is, and how long a group has to reply."""

    sample_percent = models.PositiveSmallIntegerField(
        _("Teachers sampled, in percent"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    sample_least = models.PositiveSmallIntegerField(
        _("Teachers sampled at least, in each group"), default=2
    )
    reply_working_days = models.PositiveSmallIntegerField(
        _("Working days for the group's reply"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )

    class Meta:
        verbose_name = _("Numbers of supervision")
        verbose_name_plural = _("Numbers of supervision")
        constraints = [
            models.CheckConstraint(
                condition=Q(sample_percent__range=(1, 100)), name="supervision_sample_in_percent"
            ),
            models.CheckConstraint(condition=Q(pk=1), name="supervision_setting_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(_("Numbers of supervision"))

    @classmethod
    def current(cls) -> SupervisionSetting:
        """The school's row, or the defaults while nobody has changed them; one query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
