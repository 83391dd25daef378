"""Signing in, and choosing one's own password."""

from __future__ import annotations

from typing import Any

from allauth.account.fields import PasswordField
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.people.models import Act, User, record_audit_event
from portal.people.phones import typed_staff_number
from portal.people.sign_in import require_may_sign_in
from portal.refusal import Refused
from portal.ui.forms import PortalFormMixin


class SignInForm(PortalFormMixin, LoginForm):
    """Staff number or phone, password, and whether this is one's own device."""

    own_device = forms.BooleanField(
        label=_("This is my own device"),
        required=False,
        help_text=_(
            "You stay signed in, and what you write is kept on this device while you are"
            " offline. Leave it empty on a shared computer."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Staff number or phone")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        without_allauths_words(self)
        self.fields["password"].label = _("Password")
        self.order_fields(["login", "password", "own_device"])

    def user_credentials(self) -> dict[str, str]:
        """Allauth knows staff numbers only: a phone is looked up first.

        One lookup more or less does not tell whether a number exists; the
        password hash, which is computed for unknown people too, takes a
        hundred times as long.
        """
        typed = self.cleaned_data["login"]
        person = User.objects.signing_in_as(typed)
        return {
            "username": person.staff_number if person else typed_staff_number(typed),
            "password": self.cleaned_data["password"],
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.user:
            try:
                require_may_sign_in(self.user)
            except Refused as refusal:
                record_audit_event(
                    self.request, Act.SIGN_IN_REFUSED, self.user, actor=self.user, code=refusal.code
                )
                raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return cleaned

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response = super().login(request, redirect_url)
        own = self.cleaned_data["own_device"]
        request.session["own_device"] = own
        request.session.set_expiry(settings.PORTAL_OWN_DEVICE_AGE if own else 0)
        return response


class OwnPasswordForm(PortalFormMixin, ChangePasswordForm):
    """A new password, which is not the present one over again."""

    field_order = ["oldpassword", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_allauths_words(self)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _(
            "At least eight characters, not only digits, and not one that everybody uses."
        )
        self.fields["password2"].label = _("New password, once more")

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        if password == self.cleaned_data.get("oldpassword"):
            raise forms.ValidationError(
                _("Choose a password that differs from the present one."), code="same"
            )
        return password


class PasswordAgainForm(PortalFormMixin, ReauthenticateForm):
    """Asked before what only the person themselves may do, in a session that is not fresh."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_allauths_words(self)
        self.fields["password"].label = _("Password")


def without_allauths_words(form: forms.BaseForm) -> None:
    """No placeholder that repeats the label, no link to a reset by mail."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field, PasswordField):
            field.help_text = ""
