"""Where people, groups, roles and the audit stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="my_data",
        label=_("My data"),
        url_name="people:my_data",
        icon="id-card",
        permission="people.own_data",
        section=MenuSection.MINE,
        position=90,
    )
)
menu.register(
    MenuEntry(
        slug="staff",
        label=_("Staff"),
        url_name="people:staff_list",
        icon="users",
        permission="people.staff.list",
        section=MenuSection.SCHOOL,
        position=20,
    )
)
menu.register(
    MenuEntry(
        slug="staff_import",
        label=_("Import of staff"),
        url_name="people:import_list",
        icon="upload",
        permission="people.staff.import",
        section=MenuSection.OFFICE,
        position=70,
    )
)
menu.register(
    MenuEntry(
        slug="groups",
        label=_("Groups"),
        url_name="people:group_list",
        icon="network",
        permission="people.group.list",
        section=MenuSection.SCHOOL,
        position=30,
    )
)
menu.register(
    MenuEntry(
        slug="roles",
        label=_("Roles"),
        url_name="people:role_list",
        icon="key-square",
        permission="people.role.list",
        section=MenuSection.OFFICE,
        position=80,
    )
)
menu.register(
    MenuEntry(
        slug="audit",
        label=_("Audit"),
        url_name="people:audit_list",
        icon="scroll-text",
        permission="people.audit.list",
        section=MenuSection.OFFICE,
        position=90,
    )
)
