"""What a completed open lesson has brought: plan, observations, reflection, discussion.

Apps above add theirs in a module `lesson_needs.py`:

    lesson_needs.register(LessonNeed(slug="discussion", …))

Each answers for many lessons at once: for the list of a page, for a figure,
and for the one lesson that is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.records.models import Record
from portal.refusal import Refused
from portal.registry import Registry
from research.lessons.models import LessonSetting, OpenLesson

if TYPE_CHECKING:
    from portal.people.models import User


@dataclass(frozen=True, eq=False)
class LessonNeed:
    """One thing a lesson brings.

    `label(setting)` says what; `is_asked(setting)` whether the school asks it;
    `met_by(ids, setting)` returns those of the lessons that have it, in one
    query; `url(lesson, user)` is where this person adds it, "" if they cannot.
    """

    slug: str
    label: Callable[[LessonSetting], str | Promise]
    is_asked: Callable[[LessonSetting], bool]
    met_by: Callable[[Collection[int], LessonSetting], set[int]]
    url: Callable[[OpenLesson, User], str] = lambda _lesson, _user: ""
    position: int = 50


@dataclass(frozen=True)
class Standing:
    """One need of one lesson, for its page."""

    label: str
    is_met: bool
    url: str


#: What the app of activities asks; the words stand here beside those of the other needs.
A_DISCUSSION = gettext_lazy("a discussion held on it")

lesson_needs: Registry[LessonNeed] = Registry("need of an open lesson")


def asked_needs(setting: LessonSetting) -> list[LessonNeed]:
    return sorted((n for n in lesson_needs if n.is_asked(setting)), key=lambda n: n.position)


def needs_of(lesson: OpenLesson, user: User) -> list[Standing]:
    """What it has and what it lacks; a query for the setting and one for each need."""
    setting = LessonSetting.current()
    return [
        Standing(
            str(need.label(setting)),
            lesson.pk in need.met_by([lesson.pk], setting),
            need.url(lesson, user),
        )
        for need in asked_needs(setting)
    ]


def require_needs(record: Record) -> None:
    """Refused `needs_missing`, naming them, while the lesson lacks what the school asks."""
    setting = LessonSetting.current()
    missing = [
        str(need.label(setting))
        for need in asked_needs(setting)
        if record.pk not in need.met_by([record.pk], setting)
    ]
    if missing:
        raise Refused(
            "needs_missing",
            _("Still missing before it is complete: %(what)s.") % {"what": _(", ").join(missing)},
        )
