"""The monthly check (常规检查) of one group: a sample of teachers, what they filed, findings.

Owned by the supervisor who opens it. It lives by its `stage`: open (检查中) →
reported (已反馈) → replied (已整改) → closed (已销号). From the report on the
group sees it (`is_announced`); closing it hands the record to the research
office. `group` is the inspected group, `occurred_on` the day it was opened.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.models import Record
from research.supervision.querysets import InspectionQuerySet


class Stage(models.TextChoices):
    OPEN = "open", pgettext_lazy("stage of an inspection", "Being inspected")
    REPORTED = "reported", pgettext_lazy("stage of an inspection", "Reported")
    REPLIED = "replied", pgettext_lazy("stage of an inspection", "Rectified")
    CLOSED = "closed", pgettext_lazy("stage of an inspection", "Closed")


class Grade(models.TextChoices):
    """What the supervisor thinks of one thing inspected."""

    GOOD = "good", pgettext_lazy("grade of a finding", "Good")
    FAIR = "fair", pgettext_lazy("grade of a finding", "Fair")
    PROBLEM = "problem", pgettext_lazy("grade of a finding", "To be rectified")


class Inspection(Record):
    """`month` is its first day; `inspected_kinds` are slugs of kinds; `seed` draws the sample."""

    month = models.DateField(pgettext_lazy("of an inspection", "Month"))
    inspected_kinds = models.JSONField(_("What is inspected"), default=list)
    seed = models.PositiveIntegerField(default=0, editable=False)
    stage = models.CharField(
        pgettext_lazy("of an inspection", "Stage"),
        max_length=10,
        choices=Stage,
        default=Stage.OPEN,
        editable=False,
    )
    feedback = models.TextField(_("Feedback to the group"), blank=True)
    reply = models.TextField(_("The group's reply"), blank=True, editable=False)
    reply_due_on = models.DateField(_("Reply due"), null=True, blank=True, editable=False)
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InspectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("Inspection")
        verbose_name_plural = _("Inspections")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="open")
                | Q(reported_at__isnull=False, reply_due_on__isnull=False),
                name="inspection_reported_has_due_day",
            ),
        ]
        indexes = [models.Index(fields=["stage", "reply_due_on"], name="inspection_reply_due")]

    @property
    def is_open(self) -> bool:
        return self.stage == Stage.OPEN

    @property
    def is_reported(self) -> bool:
        return self.stage == Stage.REPORTED

    @property
    def is_replied(self) -> bool:
        return self.stage == Stage.REPLIED

    @cached_property
    def has_problems(self) -> bool:
        return self.findings.filter(grade=Grade.PROBLEM).exists()

    @property
    def is_closed(self) -> bool:
        return self.stage == Stage.CLOSED


class Finding(models.Model):
    """One thing looked at: a record of a sampled teacher, or that there is none of a kind."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Teacher")
    )
    kind = models.CharField(_("Kind of record"), max_length=40)
    record = models.ForeignKey(
        "records.Record", models.PROTECT, null=True, blank=True, related_name="found_in"
    )
    grade = models.CharField(
        pgettext_lazy("of a finding", "Grade"), max_length=8, choices=Grade, blank=True
    )
    problem = models.CharField(
        pgettext_lazy("of a finding", "What was found"), max_length=300, blank=True
    )

    class Meta:
        verbose_name = _("Finding")
        verbose_name_plural = _("Findings")
        ordering = ["person__pinyin", "person_id", "kind", "record_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "record"],
                condition=Q(record__isnull=False),
                name="finding_once_per_record",
            ),
            models.UniqueConstraint(
                fields=["inspection", "person", "kind"],
                condition=Q(record__isnull=True),
                name="finding_once_per_missing_kind",
            ),
            models.CheckConstraint(
                condition=~Q(grade="problem") | ~Q(problem=""),
                name="finding_problem_has_words",
                violation_error_message=_("Say what is to be rectified."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.kind}"
