"""What the minutes must have before they are handed in; the kind asks this of `submit_record`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.records.models import State
from portal.refusal import Refused
from research.activities.models import Activity, ActivitySetting
from research.activities.team import activity_of
from research.activities.tell import tell_returned
from research.attendance.close_attendance import close_attendance
from research.attendance.models import Attendance, Stage

if TYPE_CHECKING:
    from portal.records.models import Record, Review

OPEN_FOR_WRITING = {State.DRAFT, State.RETURNED}


def require_ready(record: Record) -> None:
    """Refused: `not_held`, `no_agenda`, `no_attendance`. Three queries."""
    activity = activity_of(record)
    if activity.stage != Stage.HELD:
        raise Refused("not_held", _("It has not been held yet."))
    if not activity.agenda.exists():
        raise Refused("no_agenda", _("Put at least one point on the agenda: what was discussed?"))
    if not Attendance.objects.of(activity).counted().exists():
        raise Refused("no_attendance", _("Note first who was there."))


def follow_minutes(record: Record, review: Review) -> None:
    """Handing the minutes in closes the list of who was there; a return is told to who wrote."""
    if review.to_state == State.SUBMITTED and review.from_state in OPEN_FOR_WRITING:
        close_attendance(activity_of(record), at=review.at)
    tell_returned(record, review)


def photos_missing(activity: Activity) -> int:
    """How many photos are still advised; a hint, never a refusal."""
    advised = ActivitySetting.current().photos_advised
    return max(0, advised - activity.attachments.filter(is_picture=True).count())
