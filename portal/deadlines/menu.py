"""What is owed in the navigation: mine, my people's, and the office's rules."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="owed",
        label=_("What I owe"),
        short_label=_("To do"),
        url_name="deadlines:mine",
        icon="list-checks",
        permission="deadlines.owed.mine",
        section=MenuSection.MINE,
        position=20,
        on_phone=True,
    )
)
menu.register(
    MenuEntry(
        slug="matrix",
        label=_("Who is behind"),
        url_name="deadlines:matrix",
        icon="table-2",
        permission="deadlines.owed.matrix",
        section=MenuSection.MINE,
        position=40,
        also_beneath="/owed/people/",
    )
)
menu.register(
    MenuEntry(
        slug="requirements",
        label=_("Requirements"),
        url_name="deadlines:requirement_list",
        icon="clipboard-list",
        permission="deadlines.requirement.list",
        section=MenuSection.OFFICE,
        position=10,
    )
)
menu.register(
    MenuEntry(
        slug="excuses",
        label=_("Excuses"),
        url_name="deadlines:excuse_list",
        icon="calendar-off",
        permission="deadlines.excuse.list",
        section=MenuSection.OFFICE,
        position=20,
    )
)
