"""The navigation entry of one's own long work."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu

menu.register(
    MenuEntry(
        slug="jobs",
        label=_("My jobs"),
        url_name="jobs:job_list",
        icon="hourglass",
        permission="jobs.job.list",
        section=MenuSection.MINE,
        position=90,
    )
)
