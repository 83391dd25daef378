"""An entry (代录): a record that the office wrote for its author, and what the author said.

The record stays a draft of the author's until they confirm it, which hands it
in as their own; `Record.entered_by` names who wrote it. Declined, it is
withdrawn and goes back to the office with the author's words.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.querysets import EntryQuerySet


class Entry(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("state of an entry", "Waits for the teacher")
        CONFIRMED = "confirmed", pgettext_lazy("state of an entry", "Confirmed")
        DECLINED = "declined", pgettext_lazy("state of an entry", "Sent back")

    record = models.OneToOneField("records.Record", models.CASCADE, related_name="entry")
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.WAITING)
    words = models.TextField(_("Words"), blank=True)
    asked_at = models.DateTimeField(_("Since"))
    settled_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(_("Reminded"), null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Entry for a teacher")
        verbose_name_plural = _("Entries for teachers")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["state", "asked_at", "id"], name="entry_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(settled_at__isnull=False),
                name="entry_settled_has_moment",
            )
        ]

    def __str__(self) -> str:
        return str(self.record)

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING
