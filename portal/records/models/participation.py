"""Participation (参与): who took part in a record, and as what.

A teacher's archive is one query over this table; attendance is a row here.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.records.querysets import ParticipationQuerySet


class Part(models.TextChoices):
    AUTHOR = "author", _("Author")
    LEAD_SPEAKER = "lead_speaker", _("Lead speaker")
    CHAIR = "chair", _("Chair")
    RECORDER = "recorder", _("Recorder")
    ATTENDEE = "attendee", _("Attendee")
    OBSERVER = "observer", _("Observer")
    OBSERVED = "observed", _("Observed teacher")
    PROJECT_LEADER = "project_leader", _("Project leader")
    PROJECT_MEMBER = "project_member", _("Project member")
    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")
    JUDGE = "judge", _("Judge")


class Participation(models.Model):
    """Credit for one person in one record; `detail` is the part in words (出席, 迟到 …)."""

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="participations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="participations"
    )
    part = models.CharField(max_length=16, choices=Part)
    detail = models.CharField(max_length=40, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Participation")
        verbose_name_plural = _("Participations")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "person", "part"],
                name="participation_once_per_part",
                violation_error_message=_("This person already has this part."),
            )
        ]
        indexes = [models.Index(fields=["person", "part", "record"], name="participation_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_part_display()}"
