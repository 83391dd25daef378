"""What surrounds every page: navigation, language and colour scheme.

None of it is rendered anew for each page. The navigation depends on the entries
a person sees, the current one and the language; the account's menu on language
and scheme, with the name, the page and the token put in afterwards. Both are
kept per process.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
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


#: Stand in the kept markup for what differs from page to page.
TOKEN_MARK, PATH_MARK, NAME_MARK = "@token@", "@path@", "@name@"


def account_menu_of(request: HttpRequest | None, token: str) -> SafeString:
    """The menu under one's own name; empty for strangers."""
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return SafeString("")
    return _filled("_account_menu.html", request, token, user.name)


def preferences_of(request: HttpRequest | None, token: str) -> SafeString:
    """Language and scheme, for pages without a menu."""
    return _filled("_preferences.html", request, token) if request else SafeString("")


def _filled(template: str, request: HttpRequest, token: str, name: str = "") -> SafeString:
    """The kept markup with this page's values; what a person typed is put in last."""
    markup = _kept(template, theme_of(request), get_language() or "")
    markup = markup.replace(TOKEN_MARK, token)
    markup = markup.replace(PATH_MARK, conditional_escape(request.get_full_path()))
    return SafeString(markup.replace(NAME_MARK, conditional_escape(name)))


@lru_cache(maxsize=32)
def _kept(template: str, theme: str, language: str) -> str:
    context = {
        "csrf_token": TOKEN_MARK,
        "path": PATH_MARK,
        "name": NAME_MARK,
        "theme": theme,
    }
    return render_to_string(template, context)


@lru_cache(maxsize=8)
def fixed_part(template: str) -> SafeString:
    """A part without a word or a value in it (links to stylesheets and scripts), made once."""
    return render_to_string(template)
