"""Asking for leave beforehand (请假), and taking it back.

The person says why; whoever keeps the list is told and sees the reason, other
colleagues see only that they are on leave.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.notices.post import post_notice
from portal.people.models import User
from portal.refusal import Refused
from research.attendance.models import Attendance, Gathering, How, Status
from research.attendance.notice_types import LEAVE_ASKED


@transaction.atomic
def ask_leave(
    gathering: Gathering, person: User, reason: str, *, at: datetime | None = None
) -> Attendance:
    """Refused: `reason_needed`, `cancelled`, `begun`, `not_expected`, `has_attended`."""
    reason = reason.strip()
    if not reason:
        raise Refused("reason_needed", _("Say in a few words why you cannot come."))
    row = _own_row(gathering, person, at or clock.now())
    if row.status == Status.LEAVE and row.reason == reason:
        return row
    row.status, row.reason, row.how = Status.LEAVE, reason, How.ASKED
    row.save(update_fields=["status", "reason", "how", "updated_at"])
    post_notice(
        LEAVE_ASKED.slug,
        to=[keeper for keeper in gathering.sign_in_keepers() if keeper.pk != person.pk],
        key=f"leave:{gathering.pk}:{person.pk}:{row.updated_at:%Y%m%d%H%M%S%f}",
        params={"person": person.name, "title": gathering.display_title, "reason": reason},
        url=gathering.get_absolute_url(),
    )
    return row


@transaction.atomic
def take_back_leave(
    gathering: Gathering, person: User, *, at: datetime | None = None
) -> Attendance:
    """Expected again. Refused: `cancelled`, `begun`, `not_expected`, `has_attended`."""
    row = _own_row(gathering, person, at or clock.now())
    if row.status == Status.LEAVE:
        row.status, row.reason, row.how = Status.EXPECTED, "", ""
        row.save(update_fields=["status", "reason", "how", "updated_at"])
    return row


def _own_row(gathering: Gathering, person: User, at: datetime) -> Attendance:
    if gathering.is_cancelled:
        raise Refused("cancelled", _("This meeting was cancelled."))
    if at >= gathering.starts_at:
        raise Refused("begun", _("The meeting has begun; tell the chair, who notes your leave."))
    row = Attendance.objects.of(gathering).by(person).select_for_update().first()
    if row is None or not row.is_expected:
        raise Refused("not_expected", _("You are not expected at this meeting."))
    if row.has_attended:
        raise Refused("has_attended", _("You have signed in already."))
    return row
