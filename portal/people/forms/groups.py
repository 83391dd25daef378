"""Groups, their members, and roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import Group, Role
from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm, PortalModelForm


class GroupForm(PortalModelForm):
    class Meta:
        model = Group
        fields = ["kind", "name", "subject", "is_active"]


class DatesForm(PortalForm):
    """From a day, and until another or without end."""

    starts_on = forms.DateField(label=_("From"), initial=clock.today)
    ends_on = forms.DateField(label=_("To"), required=False, help_text=_("Leave empty for no end."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day comes after the first."))
        return cleaned


class JoinForm(DatesForm):
    person = AutocompleteField(
        source="people", label=_("Staff member"), help_text=_("Name, pinyin or staff number.")
    )
    is_leader = forms.BooleanField(label=_("Leads the group"), required=False)
    field_order = ["person", "is_leader", "starts_on", "ends_on"]


class RoleGrantForm(DatesForm):
    person = AutocompleteField(
        source="people", label=_("Staff member"), help_text=_("Name, pinyin or staff number.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role)
    field_order = ["person", "role", "starts_on", "ends_on"]
