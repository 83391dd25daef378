"""What a group and its supervisor are told about an inspection."""

from django.utils.translation import gettext_lazy as _

from portal.notices.types import NoticeType, notice_types

INSPECTION_REPORTED = notice_types.register(
    NoticeType(
        slug="inspection_reported",
        label=_("An inspection of my group"),
        subject=_("Inspection of %(group)s: reply by %(due)s"),
        body=_("The supervision group has looked at %(group)s. Please reply by %(due)s."),
        icon="search-check",
        is_obligation=True,
    )
)
INSPECTION_REPLIED = notice_types.register(
    NoticeType(
        slug="inspection_replied",
        label=_("A group replied to my inspection"),
        subject=_("%(group)s replied to the inspection"),
        body=_("%(group)s says: %(words)s"),
        icon="search-check",
    )
)
INSPECTION_UNSETTLED = notice_types.register(
    NoticeType(
        slug="inspection_unsettled",
        label=_("An inspection is not settled"),
        subject=_("Inspection of %(group)s: please reply again by %(due)s"),
        body=_("The reply does not settle it: %(words)s"),
        icon="search-check",
        is_obligation=True,
    )
)
INSPECTION_CLOSED = notice_types.register(
    NoticeType(
        slug="inspection_closed",
        label=_("An inspection was closed"),
        subject=_("Inspection of %(group)s is closed"),
        body=_("What was found in %(group)s is settled."),
        icon="circle-check",
    )
)
