"""The navigation entries of the dashboards."""

from django.utils.translation import gettext_lazy as _

from portal.access import SIGNED_IN
from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="home",
        label=_("Home"),
        url_name="dashboard:home",
        icon="house",
        permission=SIGNED_IN,
        section=MenuSection.MINE,
        position=10,
        on_phone=True,
    )
)
menu.register(
    MenuEntry(
        slug="overview",
        label=_("Overview"),
        url_name="dashboard:overview",
        icon="chart-column",
        permission="dashboard.overview",
        section=MenuSection.OFFICE,
        position=10,
    )
)
