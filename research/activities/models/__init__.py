"""Group activities (教研活动): meetings of a group, what they are about and what came of them."""

from research.activities.models.activity import Activity, ActivityKind
from research.activities.models.agenda import AgendaItem, Nomination, NominationState
from research.activities.models.decision import Decision
from research.activities.models.plan_import import PlanImport
from research.activities.models.setting import ActivitySetting, AreaGroup, GroupTarget

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivitySetting",
    "AgendaItem",
    "AreaGroup",
    "Decision",
    "GroupTarget",
    "Nomination",
    "NominationState",
    "PlanImport",
]
