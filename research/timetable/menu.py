"""The timetable in the navigation."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="timetable",
        label=_("Timetable"),
        url_name="timetable:mine",
        icon="calendar-days",
        permission="timetable.own",
        section=MenuSection.MINE,
        position=18,
    )
)
