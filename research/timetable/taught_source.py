"""The timetable tells the form of a reflection which lessons were just taught."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from portal.terms.models import Term
from research.reflections.just_taught import Taught, TaughtSource, taught_sources
from research.timetable.to_reflect_on import lessons_to_reflect_on
from research.timetable.words import lesson_words, period_words
from research.timetable.written import write_url

if TYPE_CHECKING:
    from portal.people.models import User


def lessons_of_today(user: User, at: datetime) -> Iterator[Taught]:
    for lesson in lessons_to_reflect_on(user, Term.objects.current(), at):
        label = f"{period_words(lesson.period)} {lesson_words(lesson)}"
        yield Taught(label, write_url(lesson))


taught_sources.register(TaughtSource("timetable", lessons=lessons_of_today))
