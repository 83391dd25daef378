"""Where an open lesson stands, in a word: the stage, or what became of its completion."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.records.kinds import Standing
from portal.records.models import Record
from research.lessons.models import OpenLesson, Stage

COMING, GIVEN, COMPLETED = "coming", "given", "completed"
WORDS: dict[str, Standing] = {
    Stage.DRAFT: Standing(Stage.DRAFT.label, "quiet", "pencil"),
    Stage.ANNOUNCED: Standing(Stage.ANNOUNCED.label, "info", "megaphone"),
    Stage.TAUGHT: Standing(Stage.TAUGHT.label, "info", "presentation"),
    Stage.CANCELLED: Standing(Stage.CANCELLED.label, "danger", "calendar-x"),
    COMPLETED: Standing(pgettext_lazy("stage of a lesson", "Completed"), "success", "circle-check"),
}
#: What a list can be narrowed to.
STAGE_CHOICES: list[tuple[str, str | Promise]] = [
    (COMING, pgettext_lazy("open lessons", "To come")),
    (GIVEN, pgettext_lazy("open lessons", "Taught")),
    (COMPLETED, WORDS[COMPLETED].label),
    (Stage.CANCELLED.value, Stage.CANCELLED.label),
    (Stage.DRAFT.value, Stage.DRAFT.label),
]


def standing_of(record: Record) -> Standing | None:
    """None while its completion is being decided: then the record's own state says more."""
    assert isinstance(record, OpenLesson)  # noqa: S101 - the kind's own model
    if record.is_accepted:
        return WORDS[COMPLETED]
    if record.state in {"submitted", "returned", "withdrawn"}:
        return None
    return WORDS[Stage.TAUGHT if record.was_taught(clock.now()) else record.stage]
