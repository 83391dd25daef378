"""The month's open lessons (公开课安排表): what stands on the page, on paper and in a sheet."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.documents.form import Column, Form, Table
from portal.ui.dates import school_date
from research.lessons.models import OpenLesson, Stage
from research.lessons.tables import booked_seats
from research.lessons.when import hour_of

if TYPE_CHECKING:
    from portal.people.models import User


@dataclass(frozen=True)
class LessonMonth:
    """The announced lessons of a month as this person sees them, the soonest first; one query."""

    user: User
    first: date

    @cached_property
    def last(self) -> date:
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @cached_property
    def lessons(self) -> list[OpenLesson]:
        begin, end = _midnight(self.first), _midnight(self.last + timedelta(days=1))
        rows = OpenLesson.objects.exclude(stage=Stage.DRAFT).between(begin, end)
        rows = rows.visible_to(self.user).select_related("author", "subject", "group")
        return list(rows.annotate(booked=booked_seats()).defer("text", "focus").soonest_first())

    @property
    def title(self) -> str:
        return _("Open lessons, %(month)s") % {"month": self.label}

    @property
    def label(self) -> str:
        return date_format(self.first, "YEAR_MONTH_FORMAT")

    @property
    def previous(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def following(self) -> str:
        return f"{self.last + timedelta(days=1):%Y-%m}"

    def header(self) -> list[str]:
        return [
            _("Day"),
            _("Time"),
            _("Room"),
            _("Teacher of the lesson"),
            _("Class"),
            pgettext("of a lesson", "Subject"),
            pgettext("of a lesson", "Lesson topic"),
            pgettext("of a lesson", "Kind of lesson"),
        ]

    def rows(self) -> list[list[str]]:
        return [_row(lesson) for lesson in self.lessons]

    def printed(self) -> Form:
        widths = (1.5, 1.4, 1.2, 1, 1, 0.8, 2.4, 1.2)
        columns: Sequence[Column] = [
            Column(label, width) for label, width in zip(self.header(), widths, strict=True)
        ]
        return Form(self.title, blocks=(Table(columns, self.rows()),), landscape=True)


def _row(lesson: OpenLesson) -> list[str]:
    topic = lesson.title
    if lesson.is_cancelled:
        topic = _("%(topic)s (cancelled)") % {"topic": topic}
    return [
        day_of(lesson.occurred_on),
        hour_of(lesson),
        lesson.room,
        lesson.author.name,
        lesson.class_name,
        lesson.subject.name if lesson.subject else "",
        topic,
        str(lesson.get_lesson_kind_display()),
    ]


def day_of(day: date) -> str:
    return _("%(day)s, %(weekday)s") % {
        "day": school_date(day),
        "weekday": WEEKDAYS[day.weekday()],
    }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
