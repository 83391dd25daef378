"""Observations in the navigation."""

from portal.ui.menu import MenuEntry, MenuSection, menu
from research.observations.records import OBSERVATION

menu.register(
    MenuEntry(
        slug=OBSERVATION.slug,
        label=OBSERVATION.plural,
        url_name="observations:observation_list",
        icon=OBSERVATION.icon,
        permission=OBSERVATION.permission("list"),
        section=MenuSection.DAILY,
        position=13,
    )
)
