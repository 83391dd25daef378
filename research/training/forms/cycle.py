"""When one person's five years began."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.people.models import Act, User, record_audit_event
from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm
from research.training.models import HourCycle


class CycleForm(PortalForm):
    person = AutocompleteField(label=_("Colleague"), source="people")
    starts_in = forms.IntegerField(
        label=_("First year of the five"),
        min_value=1990,
        max_value=2100,
        help_text=_("The next ones follow every five years."),
    )

    def save(self, *, by: User) -> HourCycle:
        cycle, _is_new = HourCycle.objects.update_or_create(
            person=self.cleaned_data["person"],
            defaults={"starts_in": self.cleaned_data["starts_in"]},
        )
        record_audit_event(None, Act.CHANGED, cycle.person, actor=by, hour_cycle=cycle.starts_in)
        return cycle
