"""A recipient: one person to whom one announcement went, and what became of it.

Whoever opened it has read it; where it asks for that, they confirm besides.
`is_waiting` is what the home page counts: not read, or not confirmed as asked.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.announcements.models.announcement import Announcement
from portal.announcements.querysets import RecipientQuerySet


class Recipient(models.Model):
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="recipients")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="announcements_received"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    is_waiting = models.BooleanField(default=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("Recipient")
        verbose_name_plural = _("Recipients")
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "person"], name="recipient_once_per_announcement"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(read_at__isnull=False),
                name="recipient_confirms_what_they_read",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(is_waiting=True), name="recipient_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} · {self.person_id}"
