"""What a teacher is told about a record of daily practice."""

from django.utils.translation import gettext_lazy as _

from portal.notices.types import NoticeType, notice_types

RECORD_FEATURED = notice_types.register(
    NoticeType(
        slug="record_featured",
        label=_("My record was featured"),
        subject=_("Featured: %(title)s"),
        body=_(
            "%(by)s put “%(title)s” on the school's reading page. You can take it off on its page."
        ),
        icon="star",
    )
)
