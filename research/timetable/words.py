"""Lessons and changes in words: 星期三第2节, 七(3)班 语文."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.terms.models import Weekday
from portal.ui.dates import school_date

if TYPE_CHECKING:
    from research.timetable.lessons import Lesson
    from research.timetable.models import Substitution


def period_words(period: int) -> str:
    return _("period %(number)d") % {"number": period}


def weekday_words(weekday: int) -> str:
    return str(Weekday(weekday).label)


def slot_words(day: date, period: int) -> str:
    """2026年10月14日 星期三 第2节."""
    return _("%(day)s, %(weekday)s, %(period)s") % {
        "day": school_date(day),
        "weekday": weekday_words(day.isoweekday()),
        "period": period_words(period),
    }


def lesson_words(of: Lesson | Substitution) -> str:
    """Class and subject; a subject is a name of the school's own."""
    subject = of.subject if isinstance(of.subject, str) else of.subject.name
    return f"{of.class_name} {subject}"


def change_words(change: Substitution) -> str:
    """One sentence that says the whole of a change."""
    said = {
        "teacher": change.person.name,
        "lesson": lesson_words(change),
        "slot": slot_words(change.date, change.period),
    }
    if change.to_date and change.to_period:
        said["to"] = slot_words(change.to_date, change.to_period)
        return _("%(teacher)s, %(lesson)s: moved from %(slot)s to %(to)s.") % said
    if change.substitute:
        said["colleague"] = change.substitute.name
        return _("%(teacher)s, %(lesson)s, %(slot)s: taken over by %(colleague)s.") % said
    return _("%(teacher)s, %(lesson)s, %(slot)s: does not take place.") % said
