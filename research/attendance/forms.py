"""What people type about attendance: a code, a reason, a guest's name, the school's numbers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm, PortalModelForm
from research.attendance.codes import LENGTH
from research.attendance.models import SignInSetting, Status

#: Nobody is corrected to "not yet in".
NOTED_CHOICES = [choice for choice in Status.choices if choice[0] != Status.EXPECTED]


class CodeForm(PortalForm):
    """The six characters below the QR code; spaces and small letters do no harm."""

    code = forms.CharField(
        label=pgettext_lazy("attendance", "Code"),
        max_length=20,
        help_text=_("The six characters on the screen. Capital or small does not matter."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
                "size": LENGTH + 2,
                "class": "code-input",
            }
        ),
    )


class GuestForm(PortalForm):
    name = forms.CharField(
        label=_("Name"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    school = forms.CharField(
        label=pgettext_lazy("of a guest", "School"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class LeaveForm(PortalForm):
    reason = forms.CharField(
        label=_("Why you cannot come"),
        max_length=200,
        help_text=_("Read by: who leads the meeting, the research office and the principal."),
    )


class CorrectionForm(PortalForm):
    status = forms.ChoiceField(label=_("What is right"), choices=NOTED_CHOICES)
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=200,
        help_text=_("Kept with your name, the time and what stood before."),
    )


class AddPersonForm(PortalForm):
    person = AutocompleteField(label=_("Also there"), source="people")


class SignInSettingForm(PortalModelForm):
    class Meta:
        model = SignInSetting
        fields = (
            "opens_before",
            "closes_after",
            "late_after",
            "code_seconds",
            "code_accepted_for",
            "login_minutes",
        )
