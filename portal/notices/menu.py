"""Notices in the navigation, and for the office whom they do not reach."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="notices",
        label=_("Notices"),
        url_name="notices:notice_list",
        icon="bell",
        permission="notices.mine",
        section=MenuSection.MINE,
        position=70,
    )
)
menu.register(
    MenuEntry(
        slug="unreachable",
        label=_("Whom no mail reaches"),
        url_name="notices:unreachable",
        icon="mail-x",
        permission="notices.unreachable",
        section=MenuSection.OFFICE,
        position=70,
    )
)
menu.register(
    MenuEntry(
        slug="outbox",
        label=_("Outbox"),
        url_name="notices:outbox",
        icon="mail-warning",
        permission="notices.outbox",
        section=MenuSection.OFFICE,
        position=75,
    )
)
