"""The navigation entries of archives."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="my_archive",
        label=_("My archive"),
        url_name="archive:mine",
        icon="folder-open",
        permission="archive.mine",
        section=MenuSection.MINE,
        position=40,
        on_phone=True,
        short_label=_("Archive"),
        stands_alone=True,
    )
)
menu.register(
    MenuEntry(
        slug="archives",
        label=_("Archives"),
        url_name="archive:people",
        icon="folders",
        permission="archive.people.list",
        section=MenuSection.OFFICE,
        position=40,
        also_beneath="/archive/",
    )
)
