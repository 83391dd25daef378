"""Group activities in the navigation: one entry; plan, decisions and settings hang off it."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="activity",
        label=_("Group activities"),
        url_name="activities:activity_list",
        icon="users",
        permission="activities.activity.list",
        section=MenuSection.DAILY,
        position=10,
        also_beneath="/activities/",
    )
)
