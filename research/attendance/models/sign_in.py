"""The times of signing in: the school's numbers, and what one gathering does differently."""

from __future__ import annotations

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SignInSetting(models.Model):
    """One row, which the office edits; docs/rules.md#attendance has the defaults.

    Minutes before and after the start at which the sign-in opens and closes,
    after how many somebody is late; how long a code is shown, how old it may
    be; how long after the scan somebody may take to sign in to the portal.
    """

    opens_before = models.PositiveSmallIntegerField(
        _("Opens so many minutes before the start"),
        default=15,
        validators=[MaxValueValidator(24 * 60)],
    )
    closes_after = models.PositiveSmallIntegerField(
        _("Closes so many minutes after the start"),
        default=15,
        validators=[MaxValueValidator(24 * 60)],
    )
    late_after = models.PositiveSmallIntegerField(
        _("Late after so many minutes"), default=10, validators=[MaxValueValidator(24 * 60)]
    )
    code_seconds = models.PositiveSmallIntegerField(
        _("A new code every so many seconds"),
        default=30,
        validators=[MinValueValidator(10), MaxValueValidator(3600)],
    )
    code_accepted_for = models.PositiveSmallIntegerField(
        _("A code is accepted for so many seconds"),
        default=120,
        validators=[MinValueValidator(20), MaxValueValidator(4 * 3600)],
    )
    login_minutes = models.PositiveSmallIntegerField(
        _("A scan counts while signing in to the portal takes up to so many minutes"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )

    class Meta:
        verbose_name = _("Times of signing in")
        verbose_name_plural = _("Times of signing in")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="sign_in_setting_is_one_row"),
            models.CheckConstraint(
                condition=Q(code_accepted_for__gt=F("code_seconds")),
                name="sign_in_code_outlives_its_showing",
                violation_error_message=_("A code must be accepted longer than it is shown."),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> SignInSetting:
        """The school's numbers; the defaults until the office changes them. One query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def acceptance(self) -> timedelta:
        return timedelta(seconds=self.code_accepted_for)


class SignInSheet(models.Model):
    """What the chair of one gathering decided about its sign-in; most have no row.

    `opened_at`: opened by hand, earlier than the school's rule or again.
    `open_until`: kept open longer. `closed_at`: the list is closed, whoever
    was not there is absent.
    """

    record = models.OneToOneField(
        "records.Record", models.CASCADE, primary_key=True, related_name="sign_in_sheet"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    open_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Sign-in sheet")
        verbose_name_plural = _("Sign-in sheets")

    def __str__(self) -> str:
        return str(self.record_id)
