"""What the people app tells people."""

from django.utils.translation import gettext_lazy as _

from portal.notices.types import NoticeType, notice_types

notice_types.register(
    NoticeType(
        slug="correction_wanted",
        label=_("Somebody asks for a correction of their data"),
        subject=_("%(person)s asks for a correction"),
        body=_("%(person)s says something in their data is wrong. Their page has the words."),
        icon="user-pen",
    )
)
notice_types.register(
    NoticeType(
        slug="correction_answered",
        label=_("The office answers your request for correction"),
        subject=_("Your request for correction is answered"),
        body=_("The office answers: %(answer)s"),
        icon="user-check",
    )
)
