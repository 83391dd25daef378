"""The calendar in the navigation."""

from django.utils.translation import pgettext_lazy

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="agenda",
        label=pgettext_lazy("what happens when", "Calendar"),
        url_name="agenda:calendar",
        icon="calendar-clock",
        permission="agenda.calendar.view",
        section=MenuSection.MINE,
        position=25,
    )
)
