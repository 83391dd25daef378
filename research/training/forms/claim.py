"""A teacher's claim: under a minute on a phone, the certificate's photo beside it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.records.forms import RecordForm
from research.attendance.models import Mode
from research.training.models import Source, TrainingClaim
from research.training.models.entry import HourEntry
from research.training.rule_book import RuleBook
from research.training.same import plain_certificate

DAY = {"type": "date"}


class ClaimForm(RecordForm):
    """The days and who sees it are folded away: most claims are of one day, today or lately."""

    needed = ("title", "category", "organiser", "hours")
    more_fields = ("occurred_on", "ends_on", "level", "mode")

    class Meta:
        model = TrainingClaim
        fields = (
            "title",
            "category",
            "organiser",
            "hours",
            "occurred_on",
            "ends_on",
            "certificate_number",
            "level",
            "mode",
        )
        labels = {"title": _("What it was"), "occurred_on": _("First day")}
        widgets = {
            "occurred_on": forms.DateInput(format="%Y-%m-%d", attrs=DAY),
            "ends_on": forms.DateInput(format="%Y-%m-%d", attrs=DAY),
            "hours": forms.NumberInput(attrs={"step": "0.5", "min": "0.5", "inputmode": "decimal"}),
        }
        help_texts = {
            "title": _("As the certificate says it."),
            "ends_on": _("Empty for a single day."),
            "certificate_number": _("With it the office finds the district's line at once."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].max_length = 100

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.visibility = self.kind.visibility
        first, last = cleaned.get("occurred_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes after the first."))
        if last and last > clock.today():
            self.add_error("ends_on", _("Claim it once the last day has passed."))
        if not self.errors and self.is_handing_in:
            self._check_amount(cleaned)
            self._check_certificate(cleaned)
        return cleaned

    def _check_amount(self, cleaned: dict[str, Any]) -> None:
        first = cleaned["occurred_on"]
        days = ((cleaned.get("ends_on") or first) - first + timedelta(days=1)).days
        limit = RuleBook.load().for_year(first.year).hours_a_day * days
        hours: Decimal = cleaned.get("hours") or Decimal(0)
        if cleaned.get("mode") == Mode.ON_SITE and hours > limit:
            sentence = _(
                "On site at most %(limit)s hours for these days. Check the days and the hours."
            )
            self.add_error("hours", sentence % {"limit": f"{limit.normalize():f}"})

    def _check_certificate(self, cleaned: dict[str, Any]) -> None:
        """The same certificate twice would be two claims about one thing."""
        number = plain_certificate(cleaned.get("certificate_number") or "")
        if not number:
            return
        mine = HourEntry.objects.filter(person=self.user, source=Source.CLAIM)
        if self.instance.pk:
            mine = mine.exclude(record_id=self.instance.pk)
        if number in map(plain_certificate, mine.values_list("certificate_number", flat=True)):
            self.add_error("certificate_number", _("You have claimed this certificate already."))
