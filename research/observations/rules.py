"""Who may do what with observations; read the table at the end.

Everybody on the staff hears lessons and writes of them. What was handed in is
read by the teacher observed, the leader of that teacher's group, the guidance
team, the office and the principal; the teacher alone answers. The office keeps
the rubric.
"""

from __future__ import annotations

import rules

from portal.access import register_access
from portal.people.models import User
from portal.people.rules import (
    is_active_staff,
    is_group_leader,
    is_guidance,
    is_office,
    is_principal,
    sees_whole_school,
)
from portal.records.querysets import groups_reviewed_by
from portal.records.rules import can_view, decides, is_author, is_open_for_editing
from research.lessons.models import OpenLesson
from research.observations.models import Observation


@rules.predicate
def is_observed(user: User, observation: Observation | None) -> bool:
    return observation is not None and observation.teacher_id == user.pk


@rules.predicate
def is_handed_in(user: User, observation: Observation | None) -> bool:
    return observation is not None and observation.is_filed


@rules.predicate
def is_answered(user: User, observation: Observation | None) -> bool:
    return observation is not None and observation.answered_at is not None


@rules.predicate
def gave_the_lesson(user: User, lesson: OpenLesson | None) -> bool:
    return lesson is not None and lesson.author_id == user.pk


@rules.predicate
def leads_the_teachers_group(user: User, lesson: OpenLesson | None) -> bool:
    return lesson is not None and lesson.group_id in groups_reviewed_by(user)


ACCESS = {
    "observations.observation.list": is_active_staff,
    "observations.observation.export": is_active_staff,
    "observations.observation.new": is_active_staff,
    "observations.observation.view": can_view,
    "observations.observation.edit": is_author & is_open_for_editing,
    "observations.observation.submit": is_author,
    "observations.observation.recall": is_author & ~is_answered,
    "observations.observation.withdraw": is_author,
    "observations.observation.decide": decides,
    "observations.observation.comment": can_view,
    "observations.observation.answer": is_observed & is_handed_in,
    # The scores of one lesson together, which no single observer sees.
    "observations.result": gave_the_lesson
    | leads_the_teachers_group
    | is_guidance
    | is_office
    | is_principal,
    "observations.count": sees_whole_school | is_group_leader | is_guidance,
    "observations.rubric.list": is_active_staff,
    "observations.rubric.edit": is_office,
    "observations.setting": is_office,
}
register_access(ACCESS)
