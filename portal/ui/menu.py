"""The navigation: entries that apps declare in their `menu.py`, and who sees them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.access import permitted
from portal.registry import Registry

if TYPE_CHECKING:
    from portal.people.models import User


class MenuSection(Enum):
    """Headings of the side navigation, in their order."""

    MINE = "mine"
    DAILY = "daily"
    OFFICE = "office"
    SCHOOL = "school"

    @property
    def label(self) -> str | Promise:
        return {
            "mine": _("My work"),
            "daily": _("Daily practice"),
            "office": _("Research office"),
            "school": _("School"),
        }[self.value]


SECTION_ORDER = {section: number for number, section in enumerate(MenuSection)}


@dataclass(frozen=True, eq=False)
class MenuEntry:
    """One entry; shown to whom `permission` allows. `on_phone` puts it in the bottom bar.

    The bottom bar holds four entries beside "More"; `short_label` is for it,
    where the full label is too long for a quarter of a phone's width.
    `is_daily_act` makes it the big button of the home page. Pages beneath its
    address are its own unless it `stands_alone` (they show other people); those
    beneath the address `also_beneath` are its own too.
    """

    slug: str
    label: str | Promise
    url_name: str
    icon: str
    permission: str
    section: MenuSection
    position: int = 50
    on_phone: bool = False
    short_label: str | Promise = ""
    is_daily_act: bool = False
    stands_alone: bool = False
    also_beneath: str = ""

    @cached_property
    def url(self) -> str:
        return reverse(self.url_name)

    def reach(self, path: str) -> int:
        """How closely the entry covers the page at `path`; 0: not at all."""
        if path == self.url:
            return len(path)
        beneath = "" if self.stands_alone or self.url == "/" else self.url
        addresses = [address for address in (beneath, self.also_beneath) if address]
        return max((len(a) for a in addresses if path.startswith(a)), default=0)


menu: Registry[MenuEntry] = Registry("menu entry")


def entries_for(user: User) -> list[MenuEntry]:
    """The entries this person sees, by section and position; no query of its own."""
    allowed = permitted(user, (entry.permission for entry in menu))
    visible = [entry for entry in menu if entry.permission in allowed]
    return sorted(visible, key=lambda e: (SECTION_ORDER[e.section], e.position, e.slug))


def entry_at(path: str, entries: list[MenuEntry]) -> MenuEntry | None:
    """The entry whose page, or a page beneath it, lies at `path`: the longest address wins."""
    above = [entry for entry in entries if entry.reach(path)]
    return max(above, key=lambda entry: entry.reach(path), default=None)
