"""The buttons of an open lesson's own life: announce, move, cancel, taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.records.models import Record
from portal.ui.actions import Action
from research.lessons.models import OpenLesson, Stage

if TYPE_CHECKING:
    from portal.people.models import User


def lesson_actions(record: Record, user: User) -> list[Action]:
    """Those that this person may press now, the likeliest first."""
    assert isinstance(record, OpenLesson)  # noqa: S101 - the kind's own model
    return [action for action in _at_this_stage(record) if _may(user, action, record)]


def _may(user: User, action: Action, lesson: OpenLesson) -> bool:
    return user.has_perm(f"lessons.open_lesson.{action.slug}", lesson)


def _at_this_stage(lesson: OpenLesson) -> list[Action]:
    has_begun = lesson.has_begun(clock.now())
    if lesson.stage == Stage.DRAFT:
        return [_taught(lesson)] if has_begun else [_announce(lesson)]
    if lesson.stage == Stage.ANNOUNCED:
        return [_taught(lesson)] if has_begun else [_move(lesson), _cancel(lesson)]
    return []


def _url(lesson: OpenLesson, act: str) -> str:
    return reverse(f"lessons:open_lesson_{act}", kwargs={"pk": lesson.pk})


def _announce(lesson: OpenLesson) -> Action:
    url = _url(lesson, "announce")
    return Action(
        "announce", pgettext_lazy("a lesson", "Announce"), url, tone="primary", icon="megaphone"
    )


def _taught(lesson: OpenLesson) -> Action:
    url = _url(lesson, "taught")
    return Action("mark_taught", _("It was taught"), url, tone="primary", icon="circle-check")


def _move(lesson: OpenLesson) -> Action:
    return Action("move", _("Move"), _url(lesson, "move"), method="get", icon="calendar-clock")


def _cancel(lesson: OpenLesson) -> Action:
    return Action(
        "cancel", _("Cancel the lesson"), _url(lesson, "cancel"), method="get", icon="calendar-x"
    )
