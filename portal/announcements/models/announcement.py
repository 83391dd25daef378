"""An announcement (通知): what the office, or a group's leader, tells many at once.

Written as a draft, then sent: the audience is resolved at that moment and
kept as `Recipient` rows. It may be corrected, which it says, and withdrawn
with a reason; it is never deleted once sent. No record: nothing is reviewed,
nothing counts.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, FSMModelMixin, transition

from portal.announcements.querysets import AnnouncementQuerySet
from portal.people.models import Group, Role


class Stage(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("of an announcement", "Draft")
    SENT = "sent", pgettext_lazy("of an announcement", "Sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("of an announcement", "Withdrawn")


class Announcement(FSMModelMixin, models.Model):
    """`edition` counts how often people were asked to read it; `text` is the body for search."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stage = FSMField(max_length=10, choices=Stage, default=Stage.DRAFT, protected=True)
    title = models.CharField(pgettext_lazy("of an announcement", "Title"), max_length=120)
    body = models.TextField(_("Text"), blank=True)
    text = models.TextField(blank=True, editable=False)
    to_everyone = models.BooleanField(_("Everyone on the staff"), default=False)
    groups = models.ManyToManyField(
        Group,
        related_name="+",
        blank=True,
        verbose_name=pgettext_lazy("of an announcement", "Groups"),
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="+",
        blank=True,
        verbose_name=pgettext_lazy("of an announcement", "People"),
    )
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    must_confirm = models.BooleanField(
        _("Everybody confirms that they have read it"), default=False
    )
    is_pinned = models.BooleanField(_("Stays on top"), default=False)
    edition = models.PositiveSmallIntegerField(default=1, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    corrected_at = models.DateTimeField(null=True, blank=True, editable=False)
    correction = models.CharField(_("What was corrected"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_because = models.CharField(_("Reason"), max_length=200, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Announcement")
        verbose_name_plural = _("Announcements")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="draft") | Q(sent_at__isnull=False),
                name="announcement_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(stage="withdrawn") | ~Q(withdrawn_because=""),
                name="announcement_withdrawn_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-sent_at", "-id"], name="announcement_newest"),
            models.Index(fields=["valid_until"], name="announcement_valid_until"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("announcements:announcement", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.stage == Stage.DRAFT

    @property
    def is_sent(self) -> bool:
        return self.stage == Stage.SENT

    @property
    def is_withdrawn(self) -> bool:
        return self.stage == Stage.WITHDRAWN

    def is_over(self, on: date) -> bool:
        return self.valid_until is not None and self.valid_until < on

    @transition(field=stage, source=Stage.DRAFT, target=Stage.SENT)
    def send(self) -> None:
        """By `send_announcement` alone."""

    @transition(field=stage, source=Stage.SENT, target=Stage.WITHDRAWN)
    def withdraw(self) -> None:
        """By `withdraw_announcement` alone."""


class AddressedRole(models.Model):
    """A school-wide role whose holders an announcement goes to."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="addressed_roles")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        verbose_name = _("Role addressed")
        verbose_name_plural = _("Roles addressed")
        constraints = [
            models.UniqueConstraint(fields=["announcement", "role"], name="addressed_role_once")
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())
