"""The columns of the list of open lessons."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.records.models import Record
from portal.records.querysets import RecordQuerySet
from portal.records.tables import RecordTable
from portal.ui.parts import state_badge, tag
from portal.ui.tables import EMPTY
from research.lessons.models import OpenLesson, Seat
from research.lessons.standing import standing_of
from research.lessons.when import clock_times, hour_of

ONE_LINE = {"td": {"class": "text-nowrap"}}


class OpenLessonTable(RecordTable):
    """Topic, kind, teacher, class, time, room, seats left, and where it stands."""

    title = tables.Column(
        verbose_name=pgettext_lazy("of a lesson", "Lesson topic"), accessor="display_title"
    )
    lesson_kind = tables.Column(verbose_name=pgettext_lazy("of a lesson", "Kind of lesson"))
    author = tables.Column(
        verbose_name=gettext_lazy("Teacher of the lesson"), accessor="author__name", attrs=ONE_LINE
    )
    class_name = tables.Column(verbose_name=gettext_lazy("Class"), attrs=ONE_LINE)
    hour = tables.Column(verbose_name=gettext_lazy("Time"), accessor="period", empty_values=())
    room = tables.Column(verbose_name=gettext_lazy("Room"))
    seats = tables.Column(verbose_name=gettext_lazy("Seats left"), empty_values=())
    state = tables.Column(verbose_name=pgettext_lazy("of a lesson", "Stage"))

    reads: ClassVar[tuple[str, ...]] = (
        *RecordTable.reads,
        "lesson_kind",
        "class_name",
        "period",
        "starts_at",
        "ends_at",
        "room",
        "seats",
        "stage",
    )

    class Meta:
        model = Record
        fields = (
            "title",
            "lesson_kind",
            "author",
            "class_name",
            "occurred_on",
            "hour",
            "room",
            "seats",
            "state",
        )
        sequence = fields

    @classmethod
    def rows_of(cls, queryset: RecordQuerySet) -> RecordQuerySet:
        return super().rows_of(queryset.annotate(booked=booked_seats()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns.hide("group")

    def render_hour(self, record: Any) -> str:
        """The clock alone: the column is narrow, and the sheet has the period too."""
        return clock_times(record) or EMPTY

    def value_hour(self, record: Any) -> str:
        return hour_of(record)

    def render_seats(self, record: Any) -> str:
        return seats_left(record) if record.is_coming else EMPTY

    def value_seats(self, record: Any) -> int:
        return max(0, record.seats - record.booked)

    def render_state(self, record: Any) -> str:
        standing = standing_of(record)
        if standing is None:
            return state_badge(record.state)
        return tag(standing.label, standing.tone, standing.icon)

    def value_state(self, record: Any) -> str:
        standing = standing_of(record)
        return str(standing.label if standing else record.get_state_display())


def booked_seats() -> Coalesce:
    """How many seats of a lesson have been given; an annotation for lists."""
    seats = Seat.objects.held().filter(lesson=OuterRef("pk")).order_by().values("lesson")
    return Coalesce(Subquery(seats.annotate(n=Count("pk")).values("n")), 0)


def seats_left(lesson: OpenLesson) -> str:
    """`12 of 20`; the lesson knows how many are `booked`."""
    left = max(0, lesson.seats - lesson.booked)  # type: ignore[attr-defined]
    return _("%(left)d of %(seats)d") % {"left": left, "seats": lesson.seats}
