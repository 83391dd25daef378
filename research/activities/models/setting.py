"""The school's own numbers of group activities; docs/rules.md#activities has the defaults."""

from __future__ import annotations

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.people.models import GroupKind


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class ActivitySetting(models.Model):
    """One row. The minutes are due on that weekday of the activity's week, at that time."""

    announce_days = models.PositiveSmallIntegerField(
        _("Announce so many working days before"),
        default=3,
        validators=[MaxValueValidator(20)],
    )
    minutes_due_weekday = models.PositiveSmallIntegerField(
        _("Minutes are due by"), choices=Weekday, default=Weekday.SUNDAY
    )
    minutes_due_time = models.TimeField(_("At this time of day"), default=time(23, 59))
    usual_minutes = models.PositiveSmallIntegerField(
        _("An activity usually lasts (minutes)"),
        default=90,
        validators=[MinValueValidator(10), MaxValueValidator(600)],
    )
    prep_minutes = models.PositiveSmallIntegerField(
        _("A collective lesson preparation lasts (minutes)"),
        default=45,
        validators=[MinValueValidator(10), MaxValueValidator(600)],
    )
    photos_advised = models.PositiveSmallIntegerField(
        _("Photos advised at least"), default=2, validators=[MaxValueValidator(9)]
    )

    class Meta:
        verbose_name = _("Settings of group activities")
        verbose_name_plural = _("Settings of group activities")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="activity_setting_one_row")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> ActivitySetting:
        """The school's numbers, or the defaults while nobody has changed them; one query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class GroupTarget(models.Model):
    """How many activities each group of a kind holds in a term."""

    group_kind = models.CharField(_("Kind of group"), max_length=20, choices=GroupKind, unique=True)
    per_term = models.PositiveSmallIntegerField(
        _("Activities a term"), validators=[MaxValueValidator(60)]
    )

    class Meta:
        verbose_name = _("Activities asked of a group")
        verbose_name_plural = _("Activities asked of groups")
        ordering = ["group_kind"]

    def __str__(self) -> str:
        return f"{self.get_group_kind_display()}: {self.per_term}"


class AreaGroup(models.Model):
    """A group that belongs to a collaboration area (教研协作区)."""

    area = models.ForeignKey(
        "people.Group",
        models.CASCADE,
        limit_choices_to={"kind": GroupKind.COLLAB_AREA},
        related_name="area_groups",
        verbose_name=_("Collaboration area"),
    )
    group = models.ForeignKey(
        "people.Group", models.CASCADE, related_name="areas", verbose_name=_("Group")
    )

    class Meta:
        verbose_name = _("Group of a collaboration area")
        verbose_name_plural = _("Groups of collaboration areas")
        constraints = [
            models.UniqueConstraint(fields=["area", "group"], name="area_group_once"),
            models.CheckConstraint(
                condition=~Q(area=models.F("group")), name="area_is_not_its_own_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} · {self.group}"
