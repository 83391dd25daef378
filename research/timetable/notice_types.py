"""What people are told about changes of the timetable."""

from django.utils.translation import gettext_lazy as _

from portal.notices.types import NoticeType, notice_types

CHANGE_WANTED = notice_types.register(
    NoticeType(
        slug="timetable_change_wanted",
        label=_("A colleague asks for a change of the timetable"),
        subject=_("%(by)s asks: %(what)s"),
        body=_("%(what)s Reason: %(reason)s. Confirm or decline it on the page of changes."),
        icon="calendar-clock",
    )
)
LESSON_CHANGED = notice_types.register(
    NoticeType(
        slug="timetable_changed",
        label=_("A lesson of mine was changed"),
        subject=_("Timetable: %(what)s"),
        body=_("%(what)s Reason: %(reason)s."),
        icon="calendar-clock",
        is_obligation=True,
    )
)
CHANGE_DECLINED = notice_types.register(
    NoticeType(
        slug="timetable_change_declined",
        label=_("A change that I asked for was declined"),
        subject=_("Declined: %(what)s"),
        body=_("%(what)s This was declined: %(answer)s"),
        icon="calendar-x",
        is_obligation=True,
    )
)
CHANGE_WITHDRAWN = notice_types.register(
    NoticeType(
        slug="timetable_change_withdrawn",
        label=_("A change of my lesson was taken back"),
        subject=_("As in the timetable again: %(what)s"),
        body=_("This was taken back, the timetable holds again: %(what)s"),
        icon="calendar-check",
        is_obligation=True,
    )
)
