"""Daily practice in the navigation: writing among one's own work, then the six lists."""

from django.utils.translation import gettext_lazy as _

from portal.ui.menu import MenuEntry, MenuSection, menu
from research.reflections.records import (
    CASE,
    EDUCATION_NARRATIVE,
    EXPERIENCE_SUMMARY,
    HOMEWORK_REFLECTION,
    LESSON_REFLECTION,
    PUZZLE,
)

menu.register(
    MenuEntry(
        slug="log_reflection",
        label=_("Log a reflection"),
        url_name="research:lesson_reflection_new",
        icon="pen-line",
        permission=LESSON_REFLECTION.permission("new"),
        section=MenuSection.MINE,
        position=15,
        on_phone=True,
        is_daily_act=True,
    )
)
menu.register(
    MenuEntry(
        slug="reading_page",
        label=_("Worth reading"),
        url_name="research:reading",
        icon="star",
        permission="research.reading.list",
        section=MenuSection.DAILY,
        position=28,
    )
)
menu.register(
    MenuEntry(
        slug="writing_templates",
        label=_("Writing templates"),
        url_name="research:template_list",
        icon="notebook-text",
        permission="research.template.list",
        section=MenuSection.OFFICE,
        position=40,
    )
)
for _position, _kind in enumerate(
    (
        LESSON_REFLECTION,
        HOMEWORK_REFLECTION,
        EDUCATION_NARRATIVE,
        EXPERIENCE_SUMMARY,
        CASE,
        PUZZLE,
    ),
    start=20,
):
    menu.register(
        MenuEntry(
            slug=_kind.slug,
            label=_kind.plural,
            url_name=f"research:{_kind.slug}_list",
            icon=_kind.icon,
            permission=_kind.permission("list"),
            section=MenuSection.DAILY,
            position=_position,
        )
    )
