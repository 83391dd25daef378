"""Telling the teacher observed: when an observation is handed in, never before."""

from __future__ import annotations

from django.utils.functional import lazy

from portal.notices.post import post_notice
from portal.notices.types import in_every_language
from portal.records.models import Record, Review, State
from portal.records.tell import take_back_notices, title_of
from portal.ui.dates import school_date
from research.observations.models import Observation
from research.observations.notice_types import LESSON_OBSERVED

_day = lazy(school_date, str)


def follow_move(record: Record, review: Review) -> None:
    """Handed in: the teacher is told once. Taken back unread: the notice goes too."""
    if review.to_state == State.ACCEPTED:
        _tell_teacher(Observation.objects.select_related("teacher", "author").get(pk=record.pk))
    elif review.to_state == State.DRAFT:
        take_back_notices(_key(record))


def _tell_teacher(observation: Observation) -> None:
    if observation.teacher is None:
        return
    number = observation.reviews.filter(to_state=State.ACCEPTED).count()
    post_notice(
        LESSON_OBSERVED.slug,
        to=[observation.teacher],
        key=f"{_key(observation)}:{number}",
        params={
            "observer": observation.author.name,
            "title": title_of(observation),
            "day": in_every_language(_day(observation.occurred_on)),
        },
        url=observation.get_absolute_url(),
    )


def _key(record: Record) -> str:
    return f"{LESSON_OBSERVED.slug}:{record.pk}"
