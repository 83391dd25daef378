"""On an open lesson's page: what observers gave it together, and each one's record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal import clock
from portal.records.models import Record
from portal.records.panels import RecordPanel, record_panels
from research.lessons.models import OpenLesson
from research.observations.models import Observation
from research.observations.radar import Axis, radar_svg
from research.observations.results import LessonResult, result_of

if TYPE_CHECKING:
    from portal.people.models import User


def observations_of(record: Record, user: User) -> dict[str, Any] | None:
    """The records this person may read; the result for those whom it concerns. Three queries."""
    assert isinstance(record, OpenLesson)  # noqa: S101 - the panel is of this kind alone
    if not record.has_begun(clock.now()) or record.is_cancelled:
        return None
    found = Observation.objects.visible_to(user).filter(lesson=record)
    read = list(found.select_related("author", "rubric").prefetch_related("rubric__bands"))
    seen = [each for each in read if each.is_filed]
    sees_result = user.has_perm("observations.result", record)
    result = result_of(seen) if sees_result else None
    return {
        "observations": sorted(seen, key=lambda each: each.author.pinyin),
        "own": next((each for each in read if each.observer_id == user.pk), None),
        "may_observe": user.pk != record.author_id
        and user.has_perm("observations.observation.new"),
        "result": result,
        "radar": _radar(result) if result else "",
        "sees_result": sees_result,
    }


def _radar(result: LessonResult) -> str:
    return radar_svg([Axis(each.dimension.name, each.share) for each in result.dimensions])


record_panels.register(
    RecordPanel(
        slug="observations",
        template="observations/_lesson_panel.html",
        context=observations_of,
        kinds=frozenset({"open_lesson"}),
        position=20,
    )
)
