"""The review queue in the navigation, what was entered for teachers, who stands in for whom."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="review_queue",
        label=_("Review queue"),
        short_label=_("Review"),
        url_name="records:queue",
        icon="inbox",
        permission="records.queue",
        section=MenuSection.MINE,
        position=30,
        on_phone=True,
    )
)
menu.register(
    MenuEntry(
        slug="entries",
        label=_("Entered for teachers"),
        url_name="records:entries",
        icon="clipboard-pen",
        permission="records.enter_for",
        section=MenuSection.OFFICE,
        position=45,
    )
)
menu.register(
    MenuEntry(
        slug="stand_ins",
        label=_("Stand-ins"),
        url_name="records:stand_ins",
        icon="user-check",
        permission="records.stand_in",
        section=MenuSection.MINE,
        position=80,
    )
)
