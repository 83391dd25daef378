"""The rules of hours (学时规则) as data: a version from a year on; docs/rules.md#training-hours.

A year is held against the newest version not later than it. What nobody has
entered yet are the defaults of `research.training.rule_book`.
"""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

#: The reminders look ahead as far as from June to the end of the year.
EARLIEST_WARNING = 6


class HourRules(models.Model):
    """`categories`: slug → {at_least, at_most}; `activities`: list of rules of one kind each.

    Hours inside the JSON are texts, so that they stay decimals.
    """

    from_year = models.PositiveSmallIntegerField(
        _("Holds from the year"),
        unique=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )
    yearly_hours = models.DecimalField(
        _("Hours a year"), max_digits=5, decimal_places=1, default=Decimal(72)
    )
    five_year_hours = models.DecimalField(
        _("Hours in five years"), max_digits=5, decimal_places=1, default=Decimal(360)
    )
    first_year_hours = models.DecimalField(
        _("Hours in a new teacher's first twelve months"),
        max_digits=5,
        decimal_places=1,
        default=Decimal(120),
    )
    exempting_leave_months = models.PositiveSmallIntegerField(
        _("Leave of so many months exempts the year"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    hours_a_day = models.DecimalField(
        _("On site at most so many hours a day"),
        max_digits=3,
        decimal_places=1,
        default=Decimal(8),
    )
    warns_from_month = models.PositiveSmallIntegerField(
        _("Warning from the first of this month"),
        default=10,
        validators=[MinValueValidator(EARLIEST_WARNING), MaxValueValidator(12)],
    )
    goal_percent = models.PositiveSmallIntegerField(
        _("Goal for the pass rate, %"), default=100, validators=[MaxValueValidator(100)]
    )
    categories = models.JSONField(default=dict)
    activities = models.JSONField(default=list)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("Rules of hours")
        verbose_name_plural = _("Rules of hours")
        ordering = ["-from_year"]

    def __str__(self) -> str:
        return str(self.from_year)


class HourCycle(models.Model):
    """The year in which one person's five years began, where it is not their first here."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="hour_cycle"
    )
    starts_in = models.PositiveSmallIntegerField(
        _("First year of the five"), validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )

    class Meta:
        verbose_name = _("Five-year cycle")
        verbose_name_plural = _("Five-year cycles")

    def __str__(self) -> str:
        return f"{self.person_id} {self.starts_in}"
