"""Announcements in the navigation; the shelf and what one wrote are reached from there."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="announcements",
        label=_("Announcements"),
        short_label=pgettext_lazy("in the bottom bar", "News"),
        url_name="announcements:list",
        icon="megaphone",
        permission="announcements.announcement.list",
        section=MenuSection.MINE,
        position=25,
    )
)
