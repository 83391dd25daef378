"""The forms of two-step sign-in and of passkeys, in the portal's dress and words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.ui.forms import PortalFormMixin

CODE_ATTRS = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none"}


class CodeFormMixin(PortalFormMixin):
    """A form with a code from the authenticator app."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs = dict(CODE_ATTRS)


class CodeForm(CodeFormMixin, base.AuthenticateForm):
    pass


class CodeAgainForm(CodeFormMixin, base.ReauthenticateForm):
    pass


class AppAddForm(CodeFormMixin, ActivateTOTPForm):
    pass


class AppRemoveForm(PortalFormMixin, DeactivateTOTPForm):
    pass


class CodesMakeForm(PortalFormMixin, GenerateRecoveryCodesForm):
    pass


class PasskeyAddForm(PortalFormMixin, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["passwordless"].label = _("Sign in with it instead of the password")
        self.fields["passwordless"].help_text = _(
            "The device then asks for your face, finger or screen lock."
        )


class PasskeyNameForm(PortalFormMixin, webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")


class PasskeyForm(PortalFormMixin, webauthn.AuthenticateWebAuthnForm):
    pass


class PasskeyLoginForm(PortalFormMixin, webauthn.LoginWebAuthnForm):
    pass


class PasskeyAgainForm(PortalFormMixin, webauthn.ReauthenticateWebAuthnForm):
    pass
