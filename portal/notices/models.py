"""Notices (通知) and their deliveries: the outbox.

A Notice is a fact for one person, committed with what caused it, in words
that are rendered in the reader's language when read. `key` is what makes it
unique: however often its cause is seen again, there is one row. A Delivery
is one channel's copy of it, taken by a worker with a lease and a fencing
number.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.notices.querysets import DeliveryQuerySet, NoticeQuerySet


class Notice(models.Model):
    """`type` names a NoticeType; `params` fill its sentences; `url` opens its cause."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    type = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Notice")
        verbose_name_plural = _("Notices")
        indexes = [
            models.Index(F("person"), F("id").desc(), name="notice_person_newest"),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(
                fields=["type"],
                condition=Q(read_at__isnull=True, withdrawn_at__isnull=True),
                name="notice_standing",
            ),
            models.Index(fields=["created_at"], name="notice_created"),
        ]

    def __str__(self) -> str:
        return self.key


class Channel(models.TextChoices):
    MAIL = "mail", _("Mail")


class Delivery(models.Model):
    """One notice on one channel; the deliveries due for a person leave as one digest."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    send_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    message_id = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Delivery")
        verbose_name_plural = _("Deliveries")
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once_per_channel")
        ]
        indexes = [
            models.Index(
                fields=["send_after"],
                condition=Q(state__in=["pending", "sending"]),
                name="delivery_due",
            ),
            models.Index(fields=["id"], condition=Q(state="failed"), name="delivery_given_up"),
        ]

    def __str__(self) -> str:
        return f"{self.notice} · {self.channel}"
