"""The teacher's answer to what was written about their lesson."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.notices.post import post_notice
from portal.records.tell import title_of
from portal.refusal import Refused
from research.observations.models import Observation
from research.observations.notice_types import OBSERVATION_ANSWERED

if TYPE_CHECKING:
    from portal.people.models import User

MAX_LENGTH = 2000
CHANGED = ("answer", "answered_at")


@transaction.atomic
def answer_observation(
    observation: Observation, *, by: User, words: str, at: datetime | None = None
) -> Observation:
    """Say what the teacher takes from it; a second answer takes the place of the first.

    The observer is told of the first. Refused: `not_observed`, `not_filed`,
    `words_required`, `too_long`.
    """
    locked = Observation.objects.select_for_update().get(pk=observation.pk)
    if locked.teacher_id != by.pk:
        raise Refused("not_observed", _("Only the teacher of the lesson answers."))
    if not locked.is_filed:
        raise Refused("not_filed", _("This observation has been taken back."))
    locked.answer, is_first = _require_words(words), locked.answered_at is None
    locked.answered_at = at or clock.now()
    locked.save(update_fields=[*CHANGED, "updated_at"])
    if is_first:
        _tell(locked, by)
    for name in CHANGED:
        setattr(observation, name, getattr(locked, name))
    return observation


def _require_words(words: str) -> str:
    words = words.strip()
    if not words:
        raise Refused("words_required", _("Write your answer first."))
    if len(words) > MAX_LENGTH:
        raise Refused(
            "too_long", _("An answer has at most %(count)d characters.") % {"count": MAX_LENGTH}
        )
    return words


def _tell(observation: Observation, by: User) -> None:
    post_notice(
        OBSERVATION_ANSWERED.slug,
        to=[observation.observer],
        key=f"{OBSERVATION_ANSWERED.slug}:{observation.pk}",
        params={
            "teacher": by.name,
            "title": title_of(observation),
            "words": observation.answer[:200],
        },
        url=observation.get_absolute_url(),
    )
