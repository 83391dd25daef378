"""Who may do what with open lessons; read the table at the end.

A lesson is its teacher's. The research office and the leaders of the teacher's
group may announce, move and cancel it too, as they do on paper; completing it
is the teacher's, deciding on that the leader's. Every member of staff may book
a seat in what is announced.
"""

from __future__ import annotations

import rules

from portal import clock
from portal.access import register_access
from portal.people.models import User
from portal.people.rules import (
    is_active_staff,
    is_group_leader,
    is_office,
    is_research_office,
    is_teacher,
)
from portal.records.querysets import groups_reviewed_by
from portal.records.rules import can_view, decides, is_author, is_open_for_editing
from research.lessons.models import OpenLesson, Stage


@rules.predicate
def leads_its_group(user: User, lesson: OpenLesson | None) -> bool:
    return lesson is not None and lesson.group_id in groups_reviewed_by(user)


@rules.predicate
def is_not_announced(user: User, lesson: OpenLesson | None) -> bool:
    return lesson is not None and lesson.stage == Stage.DRAFT


@rules.predicate
def was_taught(user: User, lesson: OpenLesson | None) -> bool:
    return lesson is not None and lesson.was_taught(clock.now())


@rules.predicate
def is_standing(user: User, lesson: OpenLesson | None) -> bool:
    return lesson is not None and not lesson.is_cancelled


arranges = is_author | is_research_office | leads_its_group

ACCESS = {
    "lessons.open_lesson.list": is_active_staff,
    "lessons.open_lesson.export": is_active_staff,
    "lessons.open_lesson.schedule": is_active_staff,
    "lessons.open_lesson.new": is_teacher | is_research_office | is_group_leader,
    "lessons.open_lesson.view": can_view,
    "lessons.open_lesson.edit": arranges & is_open_for_editing & is_standing,
    "lessons.open_lesson.announce": arranges & is_open_for_editing,
    "lessons.open_lesson.move": arranges & is_open_for_editing,
    "lessons.open_lesson.cancel": arranges & is_open_for_editing,
    "lessons.open_lesson.mark_taught": arranges & is_open_for_editing,
    "lessons.open_lesson.plan": arranges & is_open_for_editing & is_standing,
    "lessons.open_lesson.arrange": arranges,
    "lessons.open_lesson.book": can_view & is_active_staff,
    "lessons.open_lesson.submit": is_author & was_taught,
    "lessons.open_lesson.recall": is_author,
    "lessons.open_lesson.withdraw": is_author & is_not_announced,
    "lessons.open_lesson.decide": decides,
    "lessons.open_lesson.comment": can_view,
    "lessons.setting": is_office,
}
register_access(ACCESS)
