"""Supervision in the navigation of those it concerns."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="supervision",
        label=_("Supervision and guidance"),
        url_name="supervision:overview",
        icon="search-check",
        permission="supervision.inspection.list",
        section=MenuSection.DAILY,
        position=70,
    )
)
