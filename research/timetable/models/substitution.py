"""Substitutions (调课 代课 停课): what is different from the timetable on one day.

Entered by the office, or asked for by the teacher and confirmed by the office.
A substitution names the lesson by teacher, day and period, and keeps class and
subject as they were, so that a new timetable does not lose what was agreed.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from research.timetable.querysets import SubstitutionQuerySet


class Change(models.TextChoices):
    MOVED = "moved", pgettext_lazy("a lesson", "Moved")
    TAKEN_OVER = "taken_over", pgettext_lazy("a lesson", "Taken over")
    CANCELLED = "cancelled", pgettext_lazy("a lesson", "Cancelled")


class ChangeState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("state of a change", "Asked for")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


LIVE = Q(state__in=["asked", "confirmed"])


class Substitution(models.Model):
    """`pair` joins the two moves of an exchange: they stand and fall together."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="substitutions",
        verbose_name=_("Teacher"),
    )
    date = models.DateField(_("Day"))
    period = models.PositiveSmallIntegerField(_("Period"))
    class_name = models.CharField(_("Class"), max_length=40)
    subject = models.ForeignKey(
        "people.Subject",
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("of a lesson", "Subject"),
    )
    change = models.CharField(_("What changes"), max_length=10, choices=Change)
    to_date = models.DateField(_("To the day"), null=True, blank=True)
    to_period = models.PositiveSmallIntegerField(_("To the period"), null=True, blank=True)
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Taken over by"),
    )
    reason = models.CharField(_("Reason"), max_length=100)
    state = models.CharField(_("State"), max_length=10, choices=ChangeState)
    pair = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("Answer"), max_length=100, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Substitution")
        verbose_name_plural = _("Substitutions")
        ordering = ["-date", "-period", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "date", "period"],
                condition=LIVE,
                name="substitution_once_per_lesson",
                violation_error_message=_("This lesson is changed already."),
            ),
            models.UniqueConstraint(
                fields=["person", "to_date", "to_period"],
                condition=LIVE & Q(change="moved"),
                name="substitution_one_lesson_moved_there",
            ),
            models.UniqueConstraint(
                fields=["class_name", "to_date", "to_period"],
                condition=LIVE & Q(change="moved"),
                name="substitution_class_moved_there_once",
            ),
            models.UniqueConstraint(
                fields=["substitute", "date", "period"],
                condition=LIVE & Q(change="taken_over"),
                name="substitution_substitute_once",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        change="moved",
                        to_date__isnull=False,
                        to_period__range=(1, 9),
                        substitute__isnull=True,
                    )
                    | Q(
                        change="taken_over",
                        substitute__isnull=False,
                        to_date__isnull=True,
                        to_period__isnull=True,
                    )
                    | Q(
                        change="cancelled",
                        to_date__isnull=True,
                        to_period__isnull=True,
                        substitute__isnull=True,
                    )
                ),
                name="substitution_says_what_its_change_needs",
            ),
            models.CheckConstraint(
                condition=~Q(substitute=models.F("person")), name="substitution_by_a_colleague"
            ),
        ]
        indexes = [
            models.Index(fields=["date"], name="substitution_date"),
            models.Index(fields=["to_date"], name="substitution_to_date"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.period} {self.class_name}"

    @property
    def is_live(self) -> bool:
        return self.state in {ChangeState.ASKED, ChangeState.CONFIRMED}

    @property
    def takes_place(self) -> tuple[dt.date, int]:
        """Day and period in which the lesson is taught, if it is."""
        return (self.to_date or self.date, self.to_period or self.period)
