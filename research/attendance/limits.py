"""Slowing down who guesses codes or invents guests, without holding up a full hall.

Counted by person, or by address for who is not signed in to the portal, which
a whole school may share. Right codes are never counted: eighty people may
type at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.refusal import Refused


@dataclass(frozen=True)
class Limit:
    """So many within `seconds`, of one person or from one address."""

    name: str
    code: str
    message: str | Promise
    by_person: int
    by_address: int
    seconds: int

    def require_left(self, request: HttpRequest) -> None:
        """Refused with the limit's code. No query."""
        key, most = self._counter(request)
        if cache.get(key, 0) >= most:
            raise Refused(self.code, self.message)

    def count(self, request: HttpRequest) -> None:
        key, _most = self._counter(request)
        cache.add(key, 0, self.seconds)
        try:
            cache.incr(key)
        except ValueError:  # it expired between the two lines
            cache.set(key, 1, self.seconds)

    def _counter(self, request: HttpRequest) -> tuple[str, int]:
        if request.user.is_authenticated:
            return f"attendance:{self.name}:{request.user.pk}", self.by_person
        address = get_adapter(request).get_client_ip(request)
        return f"attendance:{self.name}:{address}", self.by_address


WRONG_CODES = Limit(
    name="wrong",
    code="too_many_tries",
    message=_("Too many wrong codes. Wait five minutes, scan the QR code or ask the chair."),
    by_person=10,
    by_address=100,
    seconds=300,
)
GUESTS = Limit(
    name="guests",
    code="too_many_guests",
    message=_("Too many guests from one address. Wait ten minutes or ask the chair."),
    by_person=30,
    by_address=300,
    seconds=600,
)
