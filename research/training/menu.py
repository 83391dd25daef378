"""Training hours in the navigation: one entry for everyone; the office's pages are its tabs."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="training_hours",
        label=_("Training hours"),
        url_name="training:mine",
        icon="award",
        permission="training.hours.mine",
        section=MenuSection.MINE,
        position=40,
    )
)
