"""Posting the notices of an activity, in the transaction of their cause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.notices.post import post_notice
from portal.notices.types import in_every_language
from portal.records.models import State
from research.activities.expected import expected_at
from research.activities.models import Activity
from research.activities.notice_types import (
    ANNOUNCED,
    CANCELLED,
    LEAD_SPEAKER,
    MINUTES_RETURNED,
    MOVED,
)
from research.activities.team import activity_of
from research.activities.when import when_lazy
from research.attendance.models import Mode

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record, Review

ONLINE = gettext_lazy("the online meeting")
NOT_YET = gettext_lazy("not yet fixed")


def facts_of(activity: Activity) -> dict[str, Any]:
    """What every sentence about an activity is filled with."""
    if activity.mode == Mode.ONLINE:
        place: Any = in_every_language(ONLINE)
    else:
        place = activity.place or in_every_language(NOT_YET)
    return {
        "topic": activity.topic,
        "group": activity.group.name if activity.group else "",
        "place": place,
        "when": in_every_language(when_lazy(activity.starts_at, activity.ends_at)),
    }


def tell_announced(activity: Activity, by: User) -> None:
    """Those expected, and its lead speakers separately; each of them once."""
    speakers = list(activity.lead_speakers.all())
    params = facts_of(activity) | {
        "by": by.name,
        "chair": activity.chair.name if activity.chair else in_every_language(NOT_YET),
        "speakers": _(", ").join(person.name for person in speakers),
    }
    url = activity.get_absolute_url()
    others = [p for p in expected_at(activity) if p.pk != by.pk and p not in speakers]
    key = f"{ANNOUNCED.slug}:{activity.pk}"
    post_notice(ANNOUNCED.slug, to=others, key=key, params=params, url=url)
    key = f"{LEAD_SPEAKER.slug}:{activity.pk}"
    to = [person for person in speakers if person.pk != by.pk]
    post_notice(LEAD_SPEAKER.slug, to=to, key=key, params=params, url=url)


def tell_moved(activity: Activity, *, before: tuple[datetime, datetime], reason: str) -> None:
    post_notice(
        MOVED.slug,
        to=_concerned(activity),
        key=f"{MOVED.slug}:{activity.pk}:{activity.version}",
        params=facts_of(activity)
        | {"before": in_every_language(when_lazy(*before)), "reason": reason},
        url=activity.get_absolute_url(),
    )


def tell_cancelled(activity: Activity, reason: str) -> None:
    post_notice(
        CANCELLED.slug,
        to=_concerned(activity),
        key=f"{CANCELLED.slug}:{activity.pk}",
        params=facts_of(activity) | {"reason": reason},
        url=activity.get_absolute_url(),
    )


def tell_returned(record: Record, review: Review) -> None:
    """The chair and the recorders hear too, beside the author, what the office wants changed."""
    if review.to_state != State.RETURNED:
        return
    activity = activity_of(record)
    people = {*activity.recorders.all(), *filter(None, [activity.chair])}
    post_notice(
        MINUTES_RETURNED.slug,
        to=[person for person in people if person.pk != activity.author_id],
        key=f"{MINUTES_RETURNED.slug}:{activity.pk}:{review.pk}",
        params={"topic": activity.topic, "by": review.by.name, "words": review.words},
        url=activity.get_absolute_url(),
    )


def _concerned(activity: Activity) -> Iterable[User]:
    return {*expected_at(activity), *activity.lead_speakers.all()}
