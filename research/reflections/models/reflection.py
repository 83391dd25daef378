"""Reflections (反思): short, after a lesson or on homework; the daily habit.

Owned by the teacher; the group leader reads them. `lesson_topic` is the 课题
printed on lesson forms and has nothing to do with a research project.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.models import Record


class LessonReflection(Record):
    """教学反思: what worked, what did not, what next time. `occurred_on` is the day taught."""

    class_name = models.CharField(_("Class"), max_length=40, blank=True)
    subject = models.ForeignKey(
        "people.Subject",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("of a lesson", "Subject"),
    )
    lesson_topic = models.CharField(pgettext_lazy("of a lesson", "Lesson topic"), max_length=80)
    period = models.PositiveSmallIntegerField(
        _("Period"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    about = models.ForeignKey(
        "records.Record",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reflected_in",
        verbose_name=_("About"),
        help_text=_("The lesson or project it is about."),
    )
    worked = models.TextField(_("What worked"), blank=True)
    failed = models.TextField(_("What did not work"), blank=True)
    next_time = models.TextField(_("What I will do next time"), blank=True)

    class Meta:
        verbose_name = _("Lesson reflection")
        verbose_name_plural = _("Lesson reflections")
        constraints = [
            models.CheckConstraint(
                condition=Q(period__isnull=True) | Q(period__range=(1, 9)),
                name="lesson_reflection_period_1_to_9",
            )
        ]


class HomeworkReflection(Record):
    """作业反思: how the pupils did the homework, why, and what follows."""

    class_name = models.CharField(_("Class"), max_length=40, blank=True)
    subject = models.ForeignKey(
        "people.Subject",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("of a lesson", "Subject"),
    )
    homework = models.CharField(_("The homework"), max_length=80)
    findings = models.TextField(_("How the pupils did"), blank=True)
    causes = models.TextField(_("Why"), blank=True)
    next_time = models.TextField(_("What follows"), blank=True)

    class Meta:
        verbose_name = _("Homework reflection")
        verbose_name_plural = _("Homework reflections")
