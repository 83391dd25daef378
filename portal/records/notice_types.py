"""What people are told about records: that one waits, came back, was accepted, commented on."""

from django.utils.translation import gettext_lazy as _

from portal.notices.types import NoticeType, notice_types

REVIEW_WANTED = notice_types.register(
    NoticeType(
        slug="review_wanted",
        label=_("A record waits for my review"),
        subject=_("To review: %(title)s by %(author)s"),
        body=_("%(author)s submitted “%(title)s”. It waits in your review queue."),
        icon="inbox",
        is_obligation=True,
    )
)
RECORD_RETURNED = notice_types.register(
    NoticeType(
        slug="record_returned",
        label=_("My record was returned"),
        subject=_("Returned: %(title)s"),
        body=_("%(by)s returned “%(title)s” and says: %(words)s"),
        icon="undo-2",
        is_obligation=True,
    )
)
RECORD_ACCEPTED = notice_types.register(
    NoticeType(
        slug="record_accepted",
        label=_("My record was accepted"),
        subject=_("Accepted: %(title)s"),
        body=_("%(by)s accepted “%(title)s”. %(words)s"),
        icon="circle-check",
    )
)
RECORDS_ACCEPTED = notice_types.register(
    NoticeType(
        slug="records_accepted",
        label=_("Several of my records were accepted"),
        subject=_("Accepted: %(count)s of your records"),
        body=_("%(by)s accepted %(count)s of your records, among them “%(title)s”."),
        icon="circle-check",
    )
)
DECISION_REOPENED = notice_types.register(
    NoticeType(
        slug="decision_reopened",
        label=_("A decision on my record was reopened"),
        subject=_("Reopened: %(title)s"),
        body=_("%(by)s reopened the decision on “%(title)s”: it waits for review. %(words)s"),
        icon="rotate-ccw",
    )
)
COMMENT_ADDED = notice_types.register(
    NoticeType(
        slug="comment_added",
        label=_("Somebody commented on my record"),
        subject=_("%(by)s commented on %(title)s"),
        body=_("%(by)s wrote about “%(title)s”: %(words)s"),
        icon="message-square",
    )
)
STAND_IN_NAMED = notice_types.register(
    NoticeType(
        slug="stand_in_named",
        label=_("A stand-in was named"),
        subject=_("%(substitute)s stands in for %(absent)s"),
        body=_("From %(first)s to %(last)s, %(substitute)s reviews what lies with %(absent)s."),
        icon="user-check",
        is_obligation=True,
    )
)
ENTERED_FOR_YOU = notice_types.register(
    NoticeType(
        slug="entered_for_you",
        label=_("A record was entered for me"),
        subject=_("Please confirm: %(title)s"),
        body=_(
            "%(by)s entered “%(title)s” for you. It counts once you confirm it;"
            " correct it first if need be, or send it back."
        ),
        icon="clipboard-pen",
        is_obligation=True,
    )
)
SEVERAL_ENTERED_FOR_YOU = notice_types.register(
    NoticeType(
        slug="several_entered_for_you",
        label=_("Several records were entered for me"),
        subject=_("Please confirm: %(count)s records"),
        body=_(
            "%(by)s entered %(count)s records for you, among them “%(title)s”. You find them"
            " among your unfinished ones; each counts once you confirm it."
        ),
        icon="clipboard-pen",
        is_obligation=True,
    )
)
ENTRIES_WAIT = notice_types.register(
    NoticeType(
        slug="entries_wait",
        label=_("A reminder of what was entered for me"),
        subject=_("Still to confirm: %(count)s"),
        body=_("“%(title)s” was entered for you and waits for your confirmation."),
        icon="clipboard-pen",
        is_obligation=True,
    )
)
ENTRY_DECLINED = notice_types.register(
    NoticeType(
        slug="entry_declined",
        label=_("A teacher sent back what I entered for them"),
        subject=_("Sent back: %(title)s"),
        body=_("%(by)s sent back “%(title)s” and says: %(words)s"),
        icon="undo-2",
        is_obligation=True,
    )
)
