"""What the minutes must have before they are handed in; the kind asks this of `submit_record`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.refusal import Refused
from research.activities.models import Activity, ActivitySetting
from research.activities.team import activity_of
from research.attendance.models import Attendance, Stage

if TYPE_CHECKING:
    from portal.records.models import Record


def require_ready(record: Record) -> None:
    """Refused: `not_held`, `no_agenda`, `no_attendance`. Three queries."""
    activity = activity_of(record)
    if activity.stage != Stage.HELD:
        raise Refused("not_held", _("It has not been held yet."))
    if not activity.agenda.exists():
        raise Refused("no_agenda", _("Put at least one point on the agenda: what was discussed?"))
    if not Attendance.objects.of(activity).counted().exists():
        raise Refused("no_attendance", _("Note first who was there."))


def photos_missing(activity: Activity) -> int:
    """How many photos are still advised; a hint, never a refusal."""
    advised = ActivitySetting.current().photos_advised
    return max(0, advised - activity.attachments.filter(is_picture=True).count())
