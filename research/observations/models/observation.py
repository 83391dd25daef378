"""An observation (听课记录): what one person saw, noted, scored and advised in one lesson.

Owned by the observer, who is its author; nobody decides on it. Once handed in
it is read by the teacher observed, who may answer, by the leader of that
teacher's group, by the guidance team and the office. `occurred_on` is the day
the lesson was taught.
"""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.models import Record
from research.observations.querysets import ObservationQuerySet


class Occasion(models.TextChoices):
    """How the observer came to hear the lesson."""

    OPEN_LESSON = "open_lesson", _("Open lesson")
    UNANNOUNCED = "unannounced", _("Unannounced visit")
    OUTSIDE = "outside", _("At another school")


class Observation(Record):
    """`heard` names the lesson heard, so that nobody files it twice; `total` is of 100 points.

    Of a lesson outside the school the teacher is a name, not a member of staff.
    """

    observer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="observations_made",
        verbose_name=_("Observer"),
    )
    occasion = models.CharField(
        _("Occasion"), max_length=12, choices=Occasion, default=Occasion.UNANNOUNCED
    )
    lesson = models.ForeignKey(
        "lessons.OpenLesson",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("Open lesson"),
    )
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="observations_received",
        verbose_name=_("Teacher observed"),
    )
    outside_teacher = models.CharField(_("Teacher and school"), max_length=60, blank=True)
    lesson_topic = models.CharField(pgettext_lazy("of a lesson", "Lesson topic"), max_length=80)
    lesson_type = models.CharField(
        pgettext_lazy("new material, revision …", "Type of lesson"), max_length=20, blank=True
    )
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
    minutes = models.PositiveSmallIntegerField(
        _("Minutes heard"), default=45, validators=[MaxValueValidator(180)]
    )
    rubric = models.ForeignKey(
        "observations.Rubric", models.PROTECT, null=True, blank=True, related_name="observations"
    )
    total = models.DecimalField(
        _("Total"), max_digits=4, decimal_places=1, null=True, blank=True, editable=False
    )
    band = models.CharField(_("Overall grade"), max_length=20, blank=True, editable=False)
    strengths = models.TextField(_("Strengths"), blank=True)
    suggestions = models.TextField(_("Suggestions"), blank=True)
    answer = models.TextField(_("Answer of the teacher"), blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    heard = models.CharField(max_length=80, blank=True, editable=False)

    objects = ObservationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("Observation")
        verbose_name_plural = _("Observations")
        constraints = [
            models.UniqueConstraint(
                fields=["observer", "lesson"],
                condition=Q(lesson__isnull=False),
                name="observation_once_per_lesson",
                violation_error_message=_("You already have an observation of this lesson."),
            ),
            models.UniqueConstraint(
                fields=["observer", "heard"],
                condition=~Q(heard=""),
                name="observation_once_per_hour",
                violation_error_message=_("You already have an observation of this lesson."),
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__range=(Decimal(0), Decimal(100))),
                name="observation_total_0_to_100",
            ),
            models.CheckConstraint(
                condition=~Q(occasion="open_lesson") | Q(lesson__isnull=False),
                name="observation_of_open_lesson_names_it",
            ),
        ]

    @property
    def teacher_name(self) -> str:
        return self.teacher.name if self.teacher else self.outside_teacher


class ProcessNote(models.Model):
    """What happened at a minute of the lesson: the teacher, the pupils, a comment."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="notes")
    position = models.PositiveSmallIntegerField()
    minute = models.PositiveSmallIntegerField(_("Minute"), null=True, blank=True)
    teacher = models.TextField(pgettext_lazy("what the teacher does", "Teacher"), blank=True)
    pupils = models.TextField(pgettext_lazy("what the pupils do", "Pupils"), blank=True)
    comment = models.TextField(pgettext_lazy("the observer's", "Comment"), blank=True)

    class Meta:
        verbose_name = _("Note")
        verbose_name_plural = _("Notes")
        ordering = ["observation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["observation", "position"], name="note_position_once")
        ]

    def __str__(self) -> str:
        return self.teacher or self.pupils or self.comment


class Score(models.Model):
    """The points given in one dimension; no more than its weight, which the form checks."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="scores")
    dimension = models.ForeignKey("observations.Dimension", models.PROTECT, related_name="scores")
    points = models.DecimalField(_("Points"), max_digits=4, decimal_places=1)

    class Meta:
        verbose_name = _("Score")
        verbose_name_plural = _("Scores")
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "dimension"], name="score_once_per_dimension"
            ),
            models.CheckConstraint(
                condition=Q(points__range=(Decimal(0), Decimal(100))), name="score_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.points}"
