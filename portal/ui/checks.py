"""What can be known at start: every menu entry leads somewhere, for someone, under an icon."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, reverse

from portal.access import known_permissions
from portal.ui.icons import IconDoesNotExist, icon_svg
from portal.ui.menu import MenuEntry, menu


@register
def check_menu(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [message for entry in menu for message in _check_entry(entry)]


def _check_entry(entry: MenuEntry) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    try:
        reverse(entry.url_name)
    except NoReverseMatch:
        found.append(_error(entry, f"leads to an unknown page {entry.url_name!r}", "E001"))
    if entry.permission not in known_permissions():
        found.append(_error(entry, f"names an unknown permission {entry.permission!r}", "E002"))
    try:
        icon_svg(entry.icon)
    except IconDoesNotExist:
        found.append(_error(entry, f"has an unknown icon {entry.icon!r}", "E003"))
    return found


def _error(entry: MenuEntry, what: str, number: str) -> Error:
    return Error(f"menu entry {entry.slug!r} {what}", id=f"ui.{number}")
