"""What every notice about an open lesson says and opens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import lazy

from portal import clock
from portal.notices.post import post_notice
from portal.notices.types import NoticeType, in_every_language
from portal.people.models import User
from portal.ui.dates import school_datetime

if TYPE_CHECKING:
    from research.lessons.models import OpenLesson

_moment = lazy(school_datetime, str)


def tell(
    lesson: OpenLesson, notice: NoticeType, *, to: Iterable[User], key: str, words: str = ""
) -> int:
    """Post the notice once under the key; in the transaction of its cause."""
    return post_notice(
        notice.slug,
        to=to,
        key=f"{notice.slug}:{lesson.pk}:{key}",
        params=words_of(lesson) | {"words": words},
        url=lesson.get_absolute_url(),
    )


def words_of(lesson: OpenLesson) -> dict[str, Any]:
    return {
        "title": lesson.title,
        "teacher": lesson.author.name,
        "class_name": lesson.class_name,
        "room": lesson.room,
        "when": in_every_language(_moment(lesson.starts_at)),
    }


def stamp(lesson: OpenLesson) -> str:
    """The time of the lesson in a notice's key: moved once more it is told once more."""
    return f"{timezone.localtime(lesson.starts_at):%Y%m%d%H%M}" if lesson.starts_at else ""


def holders(lesson: OpenLesson) -> list[User]:
    """Those who booked a seat, or wait for one; one query."""
    return list(User.objects.filter(seats__lesson=lesson))


def colleagues(lesson: OpenLesson, *, besides: User) -> list[User]:
    """The members of the teacher's group today; one query."""
    if lesson.group is None:
        return []
    people = User.objects.in_service().in_group(lesson.group, clock.today())
    return list(people.exclude(pk__in=[lesson.author_id, besides.pk]))
