"""One's own contact, and a request for correction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.people.models import User
from portal.people.phones import plain_identifier
from portal.ui.forms import PortalForm, PortalModelForm


class PhoneField(forms.CharField):
    """Takes a phone as people type it and gives eleven digits, or None for empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        )
        super().__init__(**{"required": False, "empty_value": None, **kwargs})

    def to_python(self, value: Any) -> str | None:
        typed = super().to_python(value)
        return plain_identifier(typed) or None if typed else None


class ContactForm(PortalModelForm):
    phone = PhoneField(
        label=_("Phone"), help_text=_("You can sign in with it. Read by: your colleagues.")
    )

    class Meta:
        model = User
        fields = ["phone", "email"]
        help_texts = {"email": _("Reminders go there. Read by: your colleagues.")}
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email"})}


class CorrectionForm(PortalForm):
    words = forms.CharField(
        label=_("What should be corrected?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by: the research office."),
    )
