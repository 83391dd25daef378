"""What people are told about activities: that one is coming, moved or off, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.notices.types import NoticeType, notice_types
from research.activities.models import Activity, Decision
from research.attendance.models import Stage

if TYPE_CHECKING:
    from portal.notices.models import Notice


def _ids(notices: Sequence[Notice]) -> dict[int, int]:
    """Notice id → the id that its key names second: `activity_announced:12:…`."""
    return {notice.pk: int(notice.key.split(":")[1]) for notice in notices}


def _still_announced(notices: Sequence[Notice]) -> set[int]:
    about = _ids(notices)
    rows = Activity.objects.filter(pk__in=set(about.values()), stage=Stage.ANNOUNCED)
    standing = set(rows.values_list("pk", flat=True))
    return {pk for pk, activity in about.items() if activity in standing}


def _still_open(notices: Sequence[Notice]) -> set[int]:
    about = _ids(notices)
    rows = Decision.objects.filter(pk__in=set(about.values()), done_at__isnull=True)
    standing = set(rows.values_list("pk", flat=True))
    return {pk for pk, decision in about.items() if decision in standing}


ANNOUNCED = notice_types.register(
    NoticeType(
        slug="activity_announced",
        label=_("An activity of my group is announced"),
        subject=_("%(when)s: %(topic)s"),
        body=_("%(group)s meets at %(place)s. Chair: %(chair)s. Lead speaker: %(speakers)s."),
        icon="users",
        is_obligation=True,
        still_stands=_still_announced,
    )
)
LEAD_SPEAKER = notice_types.register(
    NoticeType(
        slug="activity_lead_speaker",
        label=_("I am to speak at an activity"),
        subject=_("You are the lead speaker: %(topic)s"),
        body=_("%(when)s, %(place)s, %(group)s. %(by)s has put you down as lead speaker."),
        icon="presentation",
        is_obligation=True,
        still_stands=_still_announced,
    )
)
MOVED = notice_types.register(
    NoticeType(
        slug="activity_moved",
        label=_("An activity is moved"),
        subject=_("Moved to %(when)s: %(topic)s"),
        body=_("Before: %(before)s. Now: %(when)s, %(place)s. Reason: %(reason)s"),
        icon="calendar-clock",
        is_obligation=True,
    )
)
CANCELLED = notice_types.register(
    NoticeType(
        slug="activity_cancelled",
        label=_("An activity is cancelled"),
        subject=_("Cancelled: %(topic)s"),
        body=_("The activity of %(when)s does not take place. Reason: %(reason)s"),
        icon="calendar-x",
        is_obligation=True,
    )
)
MINUTES_RETURNED = notice_types.register(
    NoticeType(
        slug="activity_minutes_returned",
        label=_("Minutes that I wrote were returned"),
        subject=_("Minutes returned: %(topic)s"),
        body=_("%(by)s returned the minutes and says: %(words)s"),
        icon="undo-2",
        is_obligation=True,
    )
)
DECISION_MINE = notice_types.register(
    NoticeType(
        slug="activity_decision",
        label=_("The group decided that I do something"),
        subject=_("Yours until %(due)s: %(text)s"),
        body=_("Decided at “%(topic)s”. Mark it done with a few words when it is."),
        icon="clipboard-check",
        is_obligation=True,
        still_stands=_still_open,
    )
)
DECISION_DONE = notice_types.register(
    NoticeType(
        slug="activity_decision_done",
        label=_("What my group decided is done"),
        subject=_("Done by %(by)s: %(text)s"),
        body=_("%(words)s"),
        icon="circle-check",
    )
)
NOMINATED = notice_types.register(
    NoticeType(
        slug="activity_nominated",
        label=_("A colleague brings something to my group"),
        subject=_("%(by)s brings “%(title)s” to the group"),
        body=_("For %(topic)s. %(words)s"),
        icon="lightbulb",
    )
)
NOMINATION_ACCEPTED = notice_types.register(
    NoticeType(
        slug="activity_nomination_accepted",
        label=_("What I brought to the group is on the agenda"),
        subject=_("On the agenda: “%(title)s”"),
        body=_("It is discussed at “%(topic)s”, %(when)s."),
        icon="list-checks",
    )
)
