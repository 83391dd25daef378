"""What people are told about what they owe: soon due, overdue, and a colleague's nudge."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.deadlines.standing import still_missing
from portal.notices.types import NoticeType, notice_types

DUE_SOON = notice_types.register(
    NoticeType(
        slug="due_soon",
        label=_("Something I owe falls due"),
        subject=_("Due %(due_at)s: %(label)s"),
        body=_("Still missing: %(missing)s of %(owed)s."),
        icon="calendar-clock",
        is_obligation=True,
        still_stands=still_missing,
    )
)
DUE_OVERDUE = notice_types.register(
    NoticeType(
        slug="due_overdue",
        label=_("Something I owe is overdue"),
        subject=_("Overdue since %(due_at)s: %(label)s"),
        body=_("Still missing: %(missing)s of %(owed)s. It still counts when you hand it in late."),
        icon="calendar-x",
        is_obligation=True,
        still_stands=still_missing,
    )
)
OWED_NUDGE = notice_types.register(
    NoticeType(
        slug="owed_nudge",
        label=_("Somebody reminds me of what I owe"),
        subject=_("%(by)s reminds you of what is still missing"),
        body=_("Missing: %(what)s."),
        icon="bell-ring",
        is_obligation=True,
    )
)
