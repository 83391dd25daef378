"""Who supervises and guides; read the table at the end.

Supervisors inspect, the leaders of the inspected group reply, the office
decides on what was closed; the guidance team reports its visits to the office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from portal.access import register_access
from portal.people.models import User
from portal.people.rules import (
    is_group_leader,
    is_guidance,
    is_office,
    is_research_office,
    is_supervisor,
    sees_whole_school,
)
from portal.records.rules import can_view, decides, is_author, is_open_for_editing

if TYPE_CHECKING:
    from research.supervision.models import Inspection


@rules.predicate
def leads_inspected_group(user: User, inspection: Inspection | None) -> bool:
    return inspection is not None and inspection.group_id in user.led_group_ids


@rules.predicate
def is_being_inspected(user: User, inspection: Inspection | None) -> bool:
    return inspection is not None and inspection.is_open


@rules.predicate
def waits_for_reply(user: User, inspection: Inspection | None) -> bool:
    return inspection is not None and inspection.is_reported


inspects = is_supervisor | is_research_office
guides = is_guidance | is_research_office
concerns = is_supervisor | is_guidance | is_group_leader | sees_whole_school

ACCESS = {
    "supervision.inspection.list": concerns,
    "supervision.inspection.export": is_supervisor | sees_whole_school,
    "supervision.inspection.new": inspects,
    "supervision.inspection.view": can_view,
    "supervision.inspection.edit": is_author & is_being_inspected,
    "supervision.inspection.reply": leads_inspected_group & waits_for_reply,
    "supervision.inspection.close": is_author,
    "supervision.inspection.submit": rules.always_false,
    "supervision.inspection.recall": rules.always_false,
    "supervision.inspection.withdraw": is_author & is_being_inspected,
    "supervision.inspection.decide": decides,
    "supervision.inspection.comment": can_view,
    "supervision.guidance_visit.list": concerns,
    "supervision.guidance_visit.export": is_guidance | sees_whole_school,
    "supervision.guidance_visit.new": guides,
    "supervision.guidance_visit.view": can_view,
    "supervision.guidance_visit.edit": is_author & is_open_for_editing,
    "supervision.guidance_visit.submit": is_author,
    "supervision.guidance_visit.recall": is_author,
    "supervision.guidance_visit.withdraw": is_author,
    "supervision.guidance_visit.decide": decides,
    "supervision.guidance_visit.comment": can_view,
    "supervision.setting.edit": is_office,
}
register_access(ACCESS)
