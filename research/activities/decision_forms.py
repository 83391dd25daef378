"""Noting a decision, and saying that it is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm
from research.activities.models import Activity

USUAL_DAYS = 14


class DecisionForm(PortalForm):
    text = forms.CharField(label=_("What was decided"), max_length=200)
    owner = AutocompleteField(source="people", label=_("Who sees to it"))
    due_on = forms.DateField(label=_("Until"))

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        day = max(activity.occurred_on, clock.today()) + timedelta(days=USUAL_DAYS)
        kwargs["initial"] = {"due_on": day} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class DoneForm(PortalForm):
    words = forms.CharField(
        label=_("What came of it"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A sentence or two; the group reads it."),
    )
