"""On the home page: what begins soon or is on, with the way in.

For who is expected or came, and for who runs it. Nothing when no gathering is
within reach, which is one query.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.dashboard.cards import HomeCard, home_cards
from portal.records.kinds import kinds
from portal.ui.actions import Action
from research.attendance.gatherings import Meeting, meetings_between
from research.attendance.models import ATTENDED, Status

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

#: From an hour before until so long after the start.
BEFORE, AFTER = timedelta(hours=1), timedelta(minutes=45)


@dataclass(frozen=True)
class NearMeeting:
    """A line of the card; `status` in words, where there is something to say."""

    meeting: Meeting
    status: str
    actions: tuple[Action, ...]


def begins_soon(user: User, term: Term | None, at: datetime) -> dict[str, Any] | None:
    """Two queries while something is near, and what its kind's own rule asks."""
    near = meetings_between(at - AFTER, at + BEFORE, of=user)
    if not near:
        return None
    run_by_me = {meeting.record_id for meeting in near if _runs(user, meeting)}
    return {"near": [_line(meeting, runs=meeting.record_id in run_by_me) for meeting in near]}


def _runs(user: User, meeting: Meeting) -> bool:
    if meeting.author_id == user.pk:
        return True
    kind = kinds.get(meeting.kind)
    gathering = kind.model.objects.get(pk=meeting.record_id)
    return user.has_perm(kind.permission("run_sign_in"), gathering)


def _line(meeting: Meeting, *, runs: bool) -> NearMeeting:
    status = meeting.status or ""
    has_attended = status in ATTENDED
    actions = []
    if runs:
        screen = reverse("attendance:screen", args=[meeting.record_id])
        actions.append(Action("screen", _("Show the code"), screen, "get", icon="qr-code"))
    if status and not has_attended:
        typed = pgettext_lazy("attendance", "Sign in by code")
        code = reverse("attendance:code")
        actions.append(Action("code", typed, code, "get", "primary", icon="keyboard"))
    says = has_attended or status == Status.LEAVE
    return NearMeeting(meeting, str(Status(status).label) if says else "", tuple(actions))


home_cards.register(
    HomeCard(
        slug="begins_soon",
        template="attendance/_begins_soon.html",
        context=begins_soon,
        position=5,
    )
)
