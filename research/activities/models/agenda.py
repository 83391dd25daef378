"""What an activity is about (议程), and what colleagues offer for it (推荐研讨)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from research.activities.models.activity import Activity


class AgendaItem(models.Model):
    """One point of the agenda: a real record where there is one, else its words alone."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(_("Agenda item"), max_length=120, blank=True)
    record = models.ForeignKey(
        "records.Record",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("Record"),
    )
    presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Presented by"),
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Agenda item")
        verbose_name_plural = _("Agenda items")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "record"],
                condition=Q(record__isnull=False),
                name="agenda_record_once",
                violation_error_message=_("This record is already on the agenda."),
            ),
            models.CheckConstraint(
                condition=~Q(words="") | Q(record__isnull=False), name="agenda_item_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(self.record)


class NominationState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("of a nomination", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("of a nomination", "On the agenda")
    DECLINED = "declined", pgettext_lazy("of a nomination", "Not this time")


class Nomination(models.Model):
    """A record that its author brings to a group; without an activity it waits in the pool."""

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="brought_to")
    group = models.ForeignKey(
        "people.Group", models.CASCADE, related_name="+", verbose_name=_("Group")
    )
    activity = models.ForeignKey(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="offered",
        verbose_name=_("For which activity"),
    )
    words = models.CharField(_("What to discuss"), max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=NominationState, default=NominationState.OFFERED, editable=False
    )
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Nomination")
        verbose_name_plural = _("Nominations")
        ordering = ["nominated_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "group"],
                condition=Q(state="offered"),
                name="nomination_once_while_open",
                violation_error_message=_("You have already brought this to the group."),
            )
        ]
        indexes = [models.Index(fields=["group", "state"], name="nomination_pool")]

    def __str__(self) -> str:
        return f"{self.record} · {self.group}"
