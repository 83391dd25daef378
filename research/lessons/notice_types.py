"""What people are told about open lessons: announced, moved, cancelled, a seat given."""

from django.utils.translation import gettext_lazy as _

from portal.notices.types import NoticeType, notice_types

LESSON_ANNOUNCED = notice_types.register(
    NoticeType(
        slug="lesson_announced",
        label=_("An open lesson in my group was announced"),
        subject=_("Open lesson: %(title)s by %(teacher)s, %(when)s"),
        body=_(
            "%(teacher)s gives the open lesson “%(title)s” to %(class_name)s: %(when)s, %(room)s."
            " Book a seat on its page."
        ),
        icon="presentation",
    )
)
LESSON_MOVED = notice_types.register(
    NoticeType(
        slug="lesson_moved",
        label=_("An open lesson in which I have a part was moved"),
        subject=_("Moved to %(when)s: %(title)s"),
        body=_("The open lesson “%(title)s” by %(teacher)s is now %(when)s, %(room)s. %(words)s"),
        icon="calendar-clock",
        is_obligation=True,
    )
)
LESSON_CANCELLED = notice_types.register(
    NoticeType(
        slug="lesson_cancelled",
        label=_("An open lesson in which I have a part was cancelled"),
        subject=_("Cancelled: %(title)s, %(when)s"),
        body=_(
            "The open lesson “%(title)s” by %(teacher)s, %(when)s, does not take place. %(words)s"
        ),
        icon="calendar-x",
        is_obligation=True,
    )
)
SEAT_GIVEN = notice_types.register(
    NoticeType(
        slug="seat_given",
        label=_("A seat that I waited for became free"),
        subject=_("You have a seat: %(title)s, %(when)s"),
        body=_(
            "A seat in “%(title)s” by %(teacher)s became free and is yours now: %(when)s, %(room)s."
            " Give it back on the lesson's page if you cannot come."
        ),
        icon="armchair",
    )
)
