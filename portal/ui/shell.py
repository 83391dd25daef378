"""What surrounds every page: navigation, language and colour scheme.

The navigation of a person is markup that depends on the entries they see, the
current one and the language alone; it is kept per process by these three.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.ui.menu import MenuEntry, entries_for, entry_at

if TYPE_CHECKING:
    from portal.people.models import User

THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")
PHONE_ENTRIES = 4


def theme_of(request: HttpRequest | None) -> str:
    """What the person chose on this device; "auto" follows the device, in CSS alone."""
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    return chosen if chosen in THEMES else "auto"


def navigation_of(request: HttpRequest | None) -> tuple[SafeString, SafeString]:
    """The side navigation and the bottom bar of the one who asks; empty for strangers."""
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return SafeString(""), SafeString("")
    if not hasattr(request, "_navigation"):
        request._navigation = _navigation_for(user, request.path)  # type: ignore[attr-defined] # noqa: SLF001
    return request._navigation  # type: ignore[attr-defined,no-any-return] # noqa: SLF001


def _navigation_for(user: User, path: str) -> tuple[SafeString, SafeString]:
    entries = entries_for(user)
    return _markup(tuple(entries), entry_at(path, entries), get_language() or "")


@lru_cache(maxsize=512)
def _markup(
    entries: tuple[MenuEntry, ...], current: MenuEntry | None, language: str
) -> tuple[SafeString, SafeString]:
    sections = [
        (section.label, list(group)) for section, group in groupby(entries, lambda e: e.section)
    ]
    on_phone = [entry for entry in entries if entry.on_phone][:PHONE_ENTRIES]
    context = {"sections": sections, "on_phone": on_phone, "current": current}
    side = render_to_string("_side_navigation.html", context)
    return side, render_to_string("_bottom_bar.html", context)
