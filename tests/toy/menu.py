"""Clubs in the navigation."""

from portal.ui.menu import MenuEntry, MenuSection, menu
from tests.toy.records import CLUB_SESSION

menu.register(
    MenuEntry(
        slug="club_session",
        label=CLUB_SESSION.plural,
        url_name="toy:club_session_list",
        icon=CLUB_SESSION.icon,
        permission=CLUB_SESSION.permission("list"),
        section=MenuSection.DAILY,
    )
)
