"""Telling phones apart, so that two people signing in on one are noticed.

A random number in a long-lived cookie; what is stored is its keyed hash, which
leads back to no phone. Nobody is turned away for it.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "portal_device"
KEPT_FOR = timedelta(days=400)


def device_of(request: HttpRequest) -> str:
    """The hash of this phone's number, or "" before it has one."""
    number = request.get_signed_cookie(COOKIE, default="", salt=COOKIE)
    return _hash(number) if number else ""


def give_number(response: HttpResponse) -> str:
    """Set the cookie on a phone that has none; returns its hash."""
    number = secrets.token_urlsafe(16)
    response.set_signed_cookie(
        COOKIE,
        number,
        salt=COOKIE,
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return _hash(number)


def _hash(number: str) -> str:
    return salted_hmac("attendance.device", number, algorithm="sha256").hexdigest()
