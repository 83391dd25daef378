"""An open lesson (公开课): a lesson that colleagues come to hear.

Owned by the teacher who gives it. It lives by its `stage`, moved by the verbs
of this app; the record's state is only for its completion, which the teacher
hands in and the group leader accepts. Once announced the whole school sees it
(`is_announced`). `occurred_on` is the day taught, as `starts_at` says.

`lesson_topic` is the 课题 printed on lesson forms: not a research project.
"""

from __future__ import annotations

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.models import Record
from research.lessons.querysets import OpenLessonQuerySet


class LessonKind(models.TextChoices):
    """What the lesson is given for."""

    DEMONSTRATION = "demonstration", _("Demonstration lesson")
    RESEARCH = "research", _("Research lesson")
    EXCELLENT = "excellent_lesson", _("Excellent lesson")
    SHOWCASE = "showcase", _("Showcase lesson")
    REPORT = "report", _("Report lesson")


class LessonLevel(models.TextChoices):
    """For whom it is given."""

    SCHOOL = "school", pgettext_lazy("level of a lesson", "School")
    DISTRICT = "district", pgettext_lazy("level of a lesson", "District")
    CITY = "city", pgettext_lazy("level of a lesson", "City")
    PROVINCE = "province", pgettext_lazy("level of a lesson", "Province")


class Stage(models.TextChoices):
    """docs/rules.md#open-lessons. Completed is what the leader accepted: the record's state."""

    DRAFT = "draft", pgettext_lazy("stage of a lesson", "Draft")
    ANNOUNCED = "announced", pgettext_lazy("stage of a lesson", "Announced")
    TAUGHT = "taught", pgettext_lazy("stage of a lesson", "Taught")
    CANCELLED = "cancelled", pgettext_lazy("stage of a lesson", "Cancelled")


class OpenLesson(Record):
    """`ends_at` is the first moment after it; `plan` is the lesson plan (教案) among its files."""

    lesson_kind = models.CharField(
        pgettext_lazy("of a lesson", "Kind of lesson"),
        max_length=20,
        choices=LessonKind,
        default=LessonKind.RESEARCH,
    )
    lesson_topic = models.CharField(pgettext_lazy("of a lesson", "Lesson topic"), max_length=80)
    class_name = models.CharField(_("Class"), max_length=40)
    subject = models.ForeignKey(
        "people.Subject",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("of a lesson", "Subject"),
    )
    period = models.PositiveSmallIntegerField(
        _("Period"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    starts_at = models.DateTimeField(_("Begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("Ends"), null=True, blank=True)
    room = models.CharField(_("Room"), max_length=60, blank=True)
    level = models.CharField(
        pgettext_lazy("of a lesson", "Level"),
        max_length=10,
        choices=LessonLevel,
        default=LessonLevel.SCHOOL,
    )
    seats = models.PositiveSmallIntegerField(_("Seats for observers"), default=20)
    focus = models.TextField(_("What to look at"), blank=True)
    plan = models.ForeignKey(
        "records.Attachment",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("Lesson plan"),
    )
    stage = models.CharField(
        pgettext_lazy("of a lesson", "Stage"),
        max_length=10,
        choices=Stage,
        default=Stage.DRAFT,
        editable=False,
    )
    stage_reason = models.CharField(max_length=200, blank=True, editable=False)

    objects = OpenLessonQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("Open lesson")
        verbose_name_plural = _("Open lessons")
        indexes = [models.Index(fields=["starts_at", "stage"], name="open_lesson_when")]
        constraints = [
            models.CheckConstraint(
                condition=Q(period__isnull=True) | Q(period__range=(1, 9)),
                name="open_lesson_period_1_to_9",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft") | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="open_lesson_announced_has_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="open_lesson_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(seats__lte=500), name="open_lesson_seats_at_most_500"
            ),
        ]

    @property
    def is_completed(self) -> bool:
        return self.is_accepted

    @property
    def is_cancelled(self) -> bool:
        return self.stage == Stage.CANCELLED

    @property
    def is_coming(self) -> bool:
        """Announced and not yet said to have been taught."""
        return self.stage == Stage.ANNOUNCED

    def has_begun(self, at: datetime) -> bool:
        return self.starts_at is not None and self.starts_at <= at

    def was_taught(self, at: datetime) -> bool:
        """Said to be taught, or its time has passed without anybody cancelling it."""
        if self.stage == Stage.TAUGHT:
            return True
        return self.is_coming and self.ends_at is not None and self.ends_at <= at
