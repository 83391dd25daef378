"""A group activity (教研活动), from its plan to its minutes.

`group` is whom it is held for; a collaboration area's activity is held for the
area and expects the members of its groups. Its readers see it from the plan on
(`is_announced`); the record's state is only for handing in the minutes. Who is
expected has an Attendance; who speaks, chairs and records gets credit
(Participation) once it is held.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from research.activities.querysets import ActivityQuerySet
from research.attendance.models import Gathering

if TYPE_CHECKING:
    from portal.people.models import User


class ActivityKind(models.TextChoices):
    THEME = "theme", _("Theme discussion")
    COLLECTIVE_PREP = "collective_prep", _("Collective lesson preparation")
    LECTURE = "lecture", pgettext_lazy("kind of activity", "Lecture")
    LESSON_STUDY = "lesson_study", _("Lesson study")
    THEORY = "theory", _("Theory study")


class Activity(Gathering):
    """`series` joins what was planned at once. The minutes are the last three texts."""

    activity_kind = models.CharField(
        pgettext_lazy("of an activity", "Kind"),
        max_length=16,
        choices=ActivityKind,
        default=ActivityKind.THEME,
    )
    topic = models.CharField(pgettext_lazy("of an activity", "Topic"), max_length=100)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities_chaired",
        verbose_name=_("Chair"),
    )
    lead_speakers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="activities_lead",
        verbose_name=_("Lead speakers"),
    )
    recorders = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="activities_recorded",
        verbose_name=_("Recorders"),
    )
    series = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    process = models.TextField(_("How it went"), blank=True)
    points = models.TextField(_("Points discussed"), blank=True)
    consensus = models.TextField(_("Consensus reached"), blank=True)
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    held_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ActivityQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Gathering.Meta):
        verbose_name = _("Group activity")
        verbose_name_plural = _("Group activities")
        indexes = [
            models.Index(fields=["starts_at", "ends_at"], name="activity_when"),
            models.Index(fields=["stage", "ends_at"], name="activity_stage"),
        ]
        constraints = [
            *Gathering.Meta.constraints,
            models.CheckConstraint(
                condition=Q(stage__in=["planned", "cancelled"])
                | Q(announced_at__isnull=False)
                | Q(held_at__isnull=False),
                name="activity_stage_has_moment",
            ),
        ]

    #: The parts of the minutes, in the order of the school's form.
    MINUTES = ("process", "points", "consensus")

    def note_sign_in(self, at: datetime) -> None:
        """The first sign-in holds it."""
        from research.activities.hold_activity import hold_by_sign_in

        hold_by_sign_in(self, at)

    def sign_in_keepers(self) -> list[User]:
        """The planner, the chair and the recorders hear of a leave."""
        keepers = {self.author, *self.recorders.all()}
        return sorted(keepers | ({self.chair} if self.chair else set()), key=lambda one: one.pk)

    @property
    def has_minutes(self) -> bool:
        return any(getattr(self, name) for name in self.MINUTES)
