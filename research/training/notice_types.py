"""What people are told about hours: a claim not recognised, a training, what is missing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.notices.types import NoticeType, notice_types

CLAIM_REJECTED = notice_types.register(
    NoticeType(
        slug="claim_rejected",
        label=_("My claim of hours was not recognised"),
        subject=_("Not recognised: %(title)s"),
        body=_("%(by)s decided that “%(title)s” gives no hours: %(words)s"),
        icon="circle-x",
        is_obligation=True,
    )
)
TRAINING_ANNOUNCED = notice_types.register(
    NoticeType(
        slug="training_announced",
        label=_("I am expected at a training"),
        subject=_("Training: %(title)s, %(when)s"),
        body=_("You are expected at “%(title)s”. It gives %(hours)s hours; sign in at the door."),
        icon="graduation-cap",
        is_obligation=True,
    )
)
HOURS_GIVEN = notice_types.register(
    NoticeType(
        slug="hours_given",
        label=_("Hours of a training were credited to me"),
        subject=_("Hours credited: %(title)s"),
        body=_("%(hours)s hours for “%(title)s” stand in your training hours of %(year)s."),
        icon="circle-check",
    )
)
HOURS_NUDGE = notice_types.register(
    NoticeType(
        slug="hours_nudge",
        label=_("Somebody reminds me of training hours that are missing"),
        subject=_("%(by)s reminds you of your training hours of %(year)s"),
        body=_(
            "Still missing: %(missing)s hours. Claim what you have attended with its certificate."
        ),
        icon="bell-ring",
        is_obligation=True,
    )
)
HOURS_DECIDED = notice_types.register(
    NoticeType(
        slug="hours_decided",
        label=_("The office decided about my hours"),
        subject=_("Decided: hours of “%(title)s”"),
        body=_("%(by)s compared the district's figures with ours. %(words)s"),
        icon="scale",
    )
)
