"""Who may do what in daily practice; read the table at the end.

Every member of staff reads the lists (each sees in them what is visible to
them); those who owe what teachers owe write; only the author changes, submits,
recalls or withdraws; whoever reviews decides, never on their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from portal.access import register_access
from portal.people.models import User
from portal.people.rules import is_active_staff, is_office, is_research_office, is_teacher
from portal.records.rules import can_view, decides, is_author, is_open_for_editing

if TYPE_CHECKING:
    from portal.records.models import Record


@rules.predicate
def leads_its_group(user: User, record: Record | None) -> bool:
    return record is not None and record.group_id in user.led_group_ids


@rules.predicate
def is_its_author(user: User, record: Record | None) -> bool:
    return record is not None and record.author_id == user.pk


may_feature = leads_its_group | is_research_office

ACCESS = {
    "research.reading.list": is_active_staff,
    "research.reading.feature": may_feature,
    "research.reading.unfeature": may_feature | is_its_author,
    "research.reading.mark": is_active_staff & ~is_its_author,
    "research.template.list": is_office,
    "research.template.edit": is_office,
    "research.lesson_reflection.list": is_active_staff,
    "research.lesson_reflection.export": is_active_staff,
    "research.lesson_reflection.new": is_teacher | is_research_office,
    "research.lesson_reflection.view": can_view,
    "research.lesson_reflection.edit": is_author & is_open_for_editing,
    "research.lesson_reflection.submit": is_author,
    "research.lesson_reflection.recall": is_author,
    "research.lesson_reflection.withdraw": is_author,
    "research.lesson_reflection.decide": decides,
    "research.lesson_reflection.comment": can_view,
    "research.homework_reflection.list": is_active_staff,
    "research.homework_reflection.export": is_active_staff,
    "research.homework_reflection.new": is_teacher | is_research_office,
    "research.homework_reflection.view": can_view,
    "research.homework_reflection.edit": is_author & is_open_for_editing,
    "research.homework_reflection.submit": is_author,
    "research.homework_reflection.recall": is_author,
    "research.homework_reflection.withdraw": is_author,
    "research.homework_reflection.decide": decides,
    "research.homework_reflection.comment": can_view,
    "research.education_narrative.list": is_active_staff,
    "research.education_narrative.export": is_active_staff,
    "research.education_narrative.new": is_teacher | is_research_office,
    "research.education_narrative.view": can_view,
    "research.education_narrative.edit": is_author & is_open_for_editing,
    "research.education_narrative.submit": is_author,
    "research.education_narrative.recall": is_author,
    "research.education_narrative.withdraw": is_author,
    "research.education_narrative.decide": decides,
    "research.education_narrative.comment": can_view,
    "research.experience_summary.list": is_active_staff,
    "research.experience_summary.export": is_active_staff,
    "research.experience_summary.new": is_teacher | is_research_office,
    "research.experience_summary.view": can_view,
    "research.experience_summary.edit": is_author & is_open_for_editing,
    "research.experience_summary.submit": is_author,
    "research.experience_summary.recall": is_author,
    "research.experience_summary.withdraw": is_author,
    "research.experience_summary.decide": decides,
    "research.experience_summary.comment": can_view,
    "research.case.list": is_active_staff,
    "research.case.export": is_active_staff,
    "research.case.new": is_teacher | is_research_office,
    "research.case.view": can_view,
    "research.case.edit": is_author & is_open_for_editing,
    "research.case.submit": is_author,
    "research.case.recall": is_author,
    "research.case.withdraw": is_author,
    "research.case.decide": decides,
    "research.case.comment": can_view,
    "research.puzzle.list": is_active_staff,
    "research.puzzle.export": is_active_staff,
    "research.puzzle.new": is_teacher | is_research_office,
    "research.puzzle.view": can_view,
    "research.puzzle.edit": is_author & is_open_for_editing,
    "research.puzzle.submit": is_author,
    "research.puzzle.recall": is_author,
    "research.puzzle.withdraw": is_author,
    "research.puzzle.decide": decides,
    "research.puzzle.comment": can_view,
}
register_access(ACCESS)
