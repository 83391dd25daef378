"""The school's own numbers for open lessons: one row, edited by the office.

A school that never touched them keeps the defaults of docs/rules.md#open-lessons.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LessonSetting(models.Model):
    """What a completed open lesson has to bring, and how many may come."""

    default_seats = models.PositiveSmallIntegerField(_("Seats offered at first"), default=20)
    min_observations = models.PositiveSmallIntegerField(_("Observations at least"), default=3)
    needs_reflection = models.BooleanField(_("The teacher's own reflection"), default=True)
    needs_discussion = models.BooleanField(_("A discussion held on it"), default=True)

    complete_within_days = models.PositiveSmallIntegerField(
        _("Days after the lesson in which it is completed"), default=14
    )

    class Meta:
        verbose_name = _("Setting of open lessons")
        verbose_name_plural = _("Settings of open lessons")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="lesson_setting_one_row")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> LessonSetting:
        """The school's row, or the defaults; one query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
