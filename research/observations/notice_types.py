"""What people are told about observations: of my lesson, and that it was answered."""

from django.utils.translation import gettext_lazy as _

from portal.notices.types import NoticeType, notice_types

LESSON_OBSERVED = notice_types.register(
    NoticeType(
        slug="lesson_observed",
        label=_("A colleague wrote about a lesson of mine"),
        subject=_("%(observer)s wrote about your lesson “%(title)s”"),
        body=_(
            "%(observer)s heard your lesson “%(title)s” on %(day)s and handed in an observation."
            " Read it and answer on its page."
        ),
        icon="ear",
    )
)
OBSERVATION_ANSWERED = notice_types.register(
    NoticeType(
        slug="observation_answered",
        label=_("A teacher answered my observation"),
        subject=_("%(teacher)s answered your observation of “%(title)s”"),
        body=_("%(teacher)s answered your observation of “%(title)s”: %(words)s"),
        icon="message-square",
    )
)
