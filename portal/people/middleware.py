"""What stands between a signed-in person and the pages.

Three things come first, in this order: an own password instead of the printed
one, the privacy notice, and a second factor where policy asks for it. Nobody
can have a form open while one of them is due (a reset and a role that asks for
a second factor both end the sessions), so a POST is turned away like a GET and
nothing written is lost: it was held when the session ended.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from portal.people.models import Act, User, record_audit_event

GetResponse = Callable[[HttpRequest], HttpResponse]


class AccountGateMiddleware:
    """No query for most people; one for those whose role asks for a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not self._is_always_open(request.path):
            due = self._due_page(user)
            if due and not request.path.startswith(due):
                return self._send_to(due, request)
        return self.get_response(request)

    def _due_page(self, user: User) -> str | None:
        if user.must_change_password:
            return reverse("account_change_password")
        if user.privacy_accepted_at is None:
            return reverse("people:privacy")
        if needs_second_factor(user):
            return reverse("mfa_index")
        return None

    @cached_property
    def _open_prefixes(self) -> tuple[str, ...]:
        return (
            reverse("account_logout"),
            reverse("account_reauthenticate"),
            "/ui/language/",
            settings.STATIC_URL,
            "/healthz",
            "/readyz",
        )

    def _is_always_open(self, path: str) -> bool:
        return path.startswith(self._open_prefixes)

    @staticmethod
    def _send_to(page: str, request: HttpRequest) -> HttpResponse:
        wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
        response = redirect(f"{page}?{urlencode({'next': wanted})}")
        if getattr(request, "htmx", False):
            response = HttpResponse(status=204)
            response["HX-Redirect"] = f"{page}?{urlencode({'next': '/'})}"
        return response


def needs_second_factor(user: User) -> bool:
    """Whether policy asks for a second factor that this person has not set up."""
    required = settings.PORTAL_MFA_REQUIRED_ROLES
    if not required or user.roles.isdisjoint(required):
        return False
    return not Authenticator.objects.filter(
        user=user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()


class RefusalAuditMiddleware:
    """Writes down each 403 that a signed-in person met."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 403 and request.user.is_authenticated:
            record_audit_event(request, Act.REFUSED, request.method or "")
        return response
