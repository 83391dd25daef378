"""What people are told about attendance: somebody asks for leave."""

from django.utils.translation import gettext_lazy as _

from portal.notices.types import NoticeType, notice_types

LEAVE_ASKED = notice_types.register(
    NoticeType(
        slug="leave_asked",
        label=_("Somebody asks for leave from a meeting I lead"),
        subject=_("%(person)s asks for leave: %(title)s"),
        body=_("%(person)s cannot come to “%(title)s” and says: %(reason)s"),
        icon="user-minus",
    )
)
