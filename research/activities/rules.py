"""Who may do what with group activities; read the table at the end.

Every member of staff reads the plan. A group's leaders (and who stands in for
them) plan; so does the research office, for every group. Leaders, chair and
recorders write the minutes and hand them in; the office accepts them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from portal.access import register_access
from portal.people.models import User
from portal.people.rules import (
    is_active_staff,
    is_group_leader,
    is_office,
    is_principal,
    is_research_office,
)
from portal.records.rules import can_view, decides, is_author, is_open_for_editing
from research.activities.change_stage import may_plan
from research.activities.team import activity_of, leads
from research.attendance.models import Stage

if TYPE_CHECKING:
    from portal.records.models import Record
    from research.activities.models import Decision


@rules.predicate
def plans(user: User, record: Record | None) -> bool:
    return record is not None and user.is_active and may_plan(user, activity_of(record))


@rules.predicate
def is_not_over(user: User, record: Record | None) -> bool:
    """Neither held nor cancelled: can be announced, moved, cancelled."""
    return record is not None and activity_of(record).stage in {Stage.PLANNED, Stage.ANNOUNCED}


@rules.predicate
def is_held(user: User, record: Record | None) -> bool:
    return record is not None and activity_of(record).stage == Stage.HELD


@rules.predicate
def is_called_off(user: User, record: Record | None) -> bool:
    return record is not None and activity_of(record).stage == Stage.CANCELLED


@rules.predicate
def is_owner(user: User, decision: Decision | None) -> bool:
    return decision is not None and decision.owner_id == user.pk


@rules.predicate
def leads_its_group(user: User, decision: Decision | None) -> bool:
    return decision is not None and leads(user, decision.activity)


@rules.predicate
def owns_record(user: User, record: Record | None) -> bool:
    return record is not None and user.pk in {record.author_id, record.entered_by_id}


is_planner = is_group_leader | is_research_office
is_ours = is_author & is_open_for_editing & ~is_called_off

ACCESS = {
    "activities.activity.list": is_active_staff,
    "activities.activity.export": is_active_staff,
    "activities.activity.new": is_planner,
    "activities.activity.view": can_view,
    "activities.activity.edit": plans & is_open_for_editing & ~is_called_off,
    "activities.activity.submit": is_author & is_held,
    "activities.activity.recall": is_author,
    # A plan is cancelled, with its reason; it does not vanish.
    "activities.activity.withdraw": rules.always_false,
    "activities.activity.decide": decides,
    "activities.activity.comment": can_view,
    # Many at once, and the sheet of a term; whose groups, the pages check themselves.
    "activities.activity.plan": is_planner,
    "activities.activity.announce": plans & is_not_over,
    "activities.activity.move": plans & is_not_over,
    "activities.activity.cancel": plans & is_not_over,
    "activities.activity.hold": is_author & is_not_over,
    "activities.activity.agenda": (is_author | plans) & is_open_for_editing & ~is_called_off,
    "activities.activity.minutes": is_ours,
    "activities.activity.run_sign_in": (is_author | plans) & ~is_called_off,
    "activities.nomination.new": owns_record & can_view,
    "activities.decision.list": is_active_staff,
    "activities.decision.finish": is_owner | leads_its_group,
    "activities.overdue.list": is_research_office | is_principal,
    "activities.setting.edit": is_office,
}
register_access(ACCESS)
