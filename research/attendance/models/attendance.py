"""Attendance (考勤): whether one person was there, and how the portal knows.

One row for each person expected, and for each who came unexpected. It belongs
to the gathering; the credit in a person's archive is a Participation that
follows it (`research.attendance.credit`). What was first noted and later put
right is kept as an AttendanceChange.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from research.attendance.querysets import AttendanceQuerySet


class Status(models.TextChoices):
    """docs/rules.md#attendance."""

    EXPECTED = "expected", pgettext_lazy("attendance", "Expected")
    PRESENT = "present", pgettext_lazy("attendance", "Present")
    LATE = "late", pgettext_lazy("attendance", "Late")
    LEAVE = "leave", pgettext_lazy("attendance", "On leave")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")


#: Who was there, whether in time or not.
ATTENDED = (Status.PRESENT, Status.LATE)


class Where(models.TextChoices):
    ON_SITE = "on_site", pgettext_lazy("attendance", "On site")
    ONLINE = "online", pgettext_lazy("attendance", "Online")


class How(models.TextChoices):
    """How the portal came to know."""

    QR = "qr", _("QR code")
    CODE = "code", _("Typed code")
    LINK = "link", _("Link of the online meeting")
    LIST = "list", _("The recorder's list")
    ASKED = "asked", _("Asked for leave")


class Attendance(models.Model):
    """`signed_at` only of those who attended; a leave always has its reason.

    `is_expected` False: came without being on the list. `device_hash` tells
    phones apart without knowing them; two people with one hash are flagged.
    `noted_by` ticked it on the recorder's list.
    """

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attendances")
    status = models.CharField(
        pgettext_lazy("attendance", "Status"),
        max_length=8,
        choices=Status,
        default=Status.EXPECTED,
    )
    is_expected = models.BooleanField(default=True)
    where = models.CharField(max_length=7, choices=Where, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=5, choices=How, blank=True)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    device_hash = models.CharField(max_length=64, blank=True, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Attendance")
        verbose_name_plural = _("Attendances")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "person"],
                name="attendance_once_per_person",
                violation_error_message=_("This person is on the list already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=ATTENDED, signed_at__isnull=False)
                | (~Q(status__in=ATTENDED) & Q(signed_at__isnull=True)),
                name="attendance_moment_of_who_attended",
            ),
            models.CheckConstraint(
                condition=~Q(status="leave") | ~Q(reason=""),
                name="attendance_leave_has_reason",
                violation_error_message=_("Say why this person is on leave."),
            ),
        ]
        indexes = [
            models.Index(fields=["record", "status"], name="attendance_by_status"),
            models.Index(fields=["person", "status", "record"], name="attendance_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_status_display()}"

    @property
    def has_attended(self) -> bool:
        return self.status in ATTENDED


class AttendanceChange(models.Model):
    """A correction (更正): who put what right, when, and why. Never changed itself."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    old_status = models.CharField(max_length=8, choices=Status)
    new_status = models.CharField(max_length=8, choices=Status)
    reason = models.CharField(_("Reason"), max_length=200)

    class Meta:
        verbose_name = _("Correction of attendance")
        verbose_name_plural = _("Corrections of attendance")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.old_status} → {self.new_status}"
