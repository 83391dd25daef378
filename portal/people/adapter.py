"""allauth as this school uses it: no sign-up, plain words, an audited door."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.people.accounts import change_own_password
from portal.people.models import Act, User, record_audit_event
from portal.people.sign_in import require_may_sign_in
from portal.refusal import Refused


def display_name(user: User) -> str:
    return user.name


class StaffAccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The staff number or phone and the password do not belong together."
            " After five attempts you wait five minutes; the research office can give you"
            " a new first password."
        ),
        "too_many_login_attempts": _(
            "Too many attempts. Wait five minutes and try again, or ask the research office."
        ),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """No “signed in as …” on every sign-in: the page itself says so."""
        template = kwargs.get("message_template") or (args[0] if args else None)
        if template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, *args, **kwargs)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Every way in passes here, a passkey too, which sees no form of ours."""
        try:
            require_may_sign_in(user)
        except Refused as refusal:
            clear_login(request)
            record_audit_event(request, Act.SIGN_IN_REFUSED, user, actor=user, code=refusal.code)
            messages.error(request, str(refusal))
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        record_audit_event(request, Act.SIGNED_IN, user, actor=user)
        if user.language:
            set_language_cookie(response, user.language)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        record_audit_event(request, Act.SIGN_IN_FAILED, credentials.get("username", ""))

    def logout(self, request: HttpRequest) -> None:
        record_audit_event(request, Act.SIGNED_OUT, request.user)
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago need not do it again to set up a second step."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def set_password(self, user: User, password: str) -> None:
        change_own_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGIN_REDIRECT_URL


class StaffMFAAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return settings.PORTAL_SCHOOL_NAME

    def get_totp_label(self, user: User) -> str:
        return f"{user.name} {user.staff_number}"


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """The same cookie as Django's own language switch."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
