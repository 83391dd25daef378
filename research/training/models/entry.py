"""The ledger (学时台账): one row for what one source says one person did.

`key` names the thing within its source and is unique per person, so nothing
is entered twice: `session:7:2026`, `claim:31`, `district:2026:…`, `total:2026`.
That two sources speak of the same thing is worked out when it is reckoned
(`research.training.same`), never stored; what the office decided about it is an
HourDecision. Hours of activities are read from attendance.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from research.training.models.choices import Category, HourState, Level, Source
from research.training.querysets import HourEntryQuerySet


class HourEntry(models.Model):
    """`title` empty and no category: a district's total for the year, up to `ends_on`."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="hour_entries"
    )
    year = models.PositiveSmallIntegerField(_("Year"))
    source = models.CharField(_("Source"), max_length=10, choices=Source)
    key = models.CharField(max_length=120)
    category = models.CharField(_("Category"), max_length=20, choices=Category, blank=True)
    title = models.CharField(pgettext_lazy("of a training", "Title"), max_length=120, blank=True)
    organiser = models.CharField(_("Organiser"), max_length=60, blank=True)
    level = models.CharField(_("Level"), max_length=10, choices=Level, blank=True)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))
    hours = models.DecimalField(pgettext_lazy("amount", "Hours"), max_digits=5, decimal_places=1)
    certificate_number = models.CharField(_("Certificate number"), max_length=40, blank=True)
    state = models.CharField(
        _("State"), max_length=10, choices=HourState, default=HourState.VERIFIED
    )
    record = models.ForeignKey(
        "records.Record", models.CASCADE, null=True, blank=True, related_name="hour_entries"
    )
    training = models.ForeignKey(
        "training.Training", models.CASCADE, null=True, blank=True, related_name="entries"
    )
    run = models.ForeignKey(
        "training.HourImport", models.PROTECT, null=True, blank=True, related_name="entries"
    )
    row_number = models.PositiveIntegerField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = HourEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Entry of hours")
        verbose_name_plural = _("Entries of hours")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="hour_entry_once"),
            models.CheckConstraint(
                condition=Q(hours__gt=0) | Q(source="total", hours__gte=0),
                name="hour_entry_hours_positive",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="hour_entry_ends_after_it_starts"
            ),
        ]
        indexes = [
            models.Index(fields=["year", "person"], name="hour_entry_year"),
            models.Index(fields=["person", "year"], name="hour_entry_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.year} {self.hours} {self.title}"
