"""Open lessons in the navigation."""

from portal.ui.menu import MenuEntry, MenuSection, menu
from research.lessons.records import OPEN_LESSON

menu.register(
    MenuEntry(
        slug=OPEN_LESSON.slug,
        label=OPEN_LESSON.plural,
        url_name="lessons:open_lesson_list",
        icon=OPEN_LESSON.icon,
        permission=OPEN_LESSON.permission("list"),
        section=MenuSection.DAILY,
        position=12,
    )
)
