"""A session of a training, planned by the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.records.forms import RecordForm
from research.attendance.models import Stage
from research.training.models import TrainingSession

MOMENT = {"type": "datetime-local"}


class SessionForm(RecordForm):
    needed = ("training", "starts_at", "ends_at", "hours")
    more_fields = ("speaker", "meeting_link")
    may_lie_ahead = True

    class Meta:
        model = TrainingSession
        fields = (
            "training",
            "starts_at",
            "ends_at",
            "place",
            "hours",
            "mode",
            "speaker",
            "meeting_link",
        )
        widgets = {
            "starts_at": forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs=MOMENT),
            "ends_at": forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs=MOMENT),
            "hours": forms.NumberInput(attrs={"step": "0.5", "min": "0.5"}),
        }

    def _forgive_gaps(self) -> None:
        """A session without its time is none; nothing is forgiven."""

    def title_of_record(self) -> str:
        return self.cleaned_data["training"].title

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end lies before the beginning."))
        if starts:
            self.instance.occurred_on = timezone.localdate(starts)
        self.instance.visibility = self.kind.visibility
        self.instance.is_announced = True
        if self.instance.pk is None:
            self.instance.stage = Stage.ANNOUNCED
        return cleaned

    @property
    def written_fields(self) -> list[str]:
        return [*super().written_fields, "occurred_on"]
