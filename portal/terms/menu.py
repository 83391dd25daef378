"""The navigation entry of terms and the school's calendar."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="terms",
        label=_("Terms and calendar"),
        url_name="terms:term_list",
        icon="calendar-days",
        permission="terms.term.list",
        section=MenuSection.SCHOOL,
        position=20,
    )
)
