"""What an activity's verbs share: lock it, guard it, write it, note that it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.refusal import Refused
from research.activities.models import Activity
from research.activities.team import leads
from research.attendance.models import Stage

if TYPE_CHECKING:
    from portal.people.models import User


def lock_activity(activity: Activity) -> Activity:
    """The row as it is now, held until the transaction ends."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("group", "chair")
    return rows.get(pk=activity.pk)


def may_plan(user: User, activity: Activity) -> bool:
    """Its group's leaders, who planned it, and the research office."""
    from portal.people.models import Role

    is_own = user.pk in {activity.author_id, activity.entered_by_id}
    return is_own or leads(user, activity) or Role.RESEARCH_OFFICE in user.roles


def require_planner(activity: Activity, by: User) -> None:
    if not may_plan(by, activity):
        raise Refused("not_planner", _("The group's leader plans its activities."))


def require_not_over(activity: Activity) -> None:
    """Before it is held it can be announced, moved and cancelled."""
    if activity.stage == Stage.CANCELLED:
        raise Refused("cancelled", _("This activity was cancelled."))
    if activity.stage == Stage.HELD:
        raise Refused("held", _("This activity has been held already."))


def write(activity: Activity, *fields: str) -> None:
    activity.version += 1
    activity.save(update_fields=[*fields, "version", "updated_at"])


def show_on(activity: Activity, locked: Activity, *fields: str) -> None:
    """Let the caller's instance say what its row now says; no query."""
    for name in (*fields, "version"):
        activity.__dict__[name] = locked.__dict__[name]
