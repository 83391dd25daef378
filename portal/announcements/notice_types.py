"""What people are told about announcements; a mail goes only while it is unread."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from portal.announcements.models import Recipient
from portal.announcements.tell import CORRECTED, NUDGE, SENT, TO_CONFIRM, WITHDRAWN
from portal.notices.models import Notice
from portal.notices.types import NoticeType, notice_types


def still_waiting(notices: Sequence[Notice]) -> set[int]:
    """Those whose person has not read, or not confirmed, what it is about; one query."""
    about = {notice.pk: (notice.params["announcement"], notice.person_id) for notice in notices}
    rows = Recipient.objects.waiting().filter(
        announcement__in={announcement for announcement, _person in about.values()},
        person__in={person for _announcement, person in about.values()},
    )
    waiting = set(rows.values_list("announcement_id", "person_id"))
    return {pk for pk, pair in about.items() if pair in waiting}


notice_types.register(
    NoticeType(
        slug=SENT,
        label=_("An announcement for me"),
        subject=_("Announcement: %(title)s"),
        body=_("From %(by)s."),
        icon="megaphone",
        still_stands=still_waiting,
    )
)
notice_types.register(
    NoticeType(
        slug=TO_CONFIRM,
        label=_("An announcement that I am to confirm"),
        subject=_("Please read and confirm: %(title)s"),
        body=_("From %(by)s. Open it, and confirm at its end that you have read it."),
        icon="megaphone",
        is_obligation=True,
        still_stands=still_waiting,
    )
)
notice_types.register(
    NoticeType(
        slug=CORRECTED,
        label=_("An announcement was corrected"),
        subject=_("Corrected, please read again: %(title)s"),
        body=_("%(words)s"),
        icon="megaphone",
        is_obligation=True,
        still_stands=still_waiting,
    )
)
notice_types.register(
    NoticeType(
        slug=WITHDRAWN,
        label=_("An announcement was withdrawn"),
        subject=_("Withdrawn: %(title)s"),
        body=_("%(words)s"),
        icon="megaphone-off",
        is_obligation=True,
    )
)
notice_types.register(
    NoticeType(
        slug=NUDGE,
        label=_("Somebody reminds me of an announcement"),
        subject=_("%(by)s reminds you: %(title)s"),
        body=_("You have not read it yet, or not confirmed it."),
        icon="bell-ring",
        is_obligation=True,
        still_stands=still_waiting,
    )
)
