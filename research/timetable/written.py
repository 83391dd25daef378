"""Which of the lessons taught have a reflection, and the form that writes one.

A reflection tells of a lesson when its day is the same and so is its period, or,
where it names no period, its class. One lesson, one reflection.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.records.models import State
from portal.sheets.cells import parse_class
from portal.sheets.problems import CellProblem
from research.reflections.models import LessonReflection
from research.timetable.lessons import Lesson

Row = dict[str, Any]


class Writing(Enum):
    """How far the reflection on a lesson is."""

    WRITTEN = "written"
    DRAFT = "draft"
    MISSING = "missing"

    @property
    def label(self) -> Any:
        return {"written": _("Written"), "draft": _("Draft"), "missing": _("Not written")}[
            self.value
        ]

    @property
    def tone(self) -> str:
        return {"written": "success", "draft": "info", "missing": "quiet"}[self.value]


@dataclass(frozen=True)
class Reflected:
    """A lesson with its reflection; `last_topic`: what the class last had, to go on from."""

    lesson: Lesson
    reflection: Row | None = None
    last_topic: str = ""

    @property
    def writing(self) -> Writing:
        if self.reflection is None:
            return Writing.MISSING
        is_in = self.reflection["state"] in {State.SUBMITTED, State.ACCEPTED}
        return Writing.WRITTEN if is_in else Writing.DRAFT

    @property
    def url(self) -> str:
        """The reflection, or the form that writes it, filled with the lesson."""
        if self.reflection is None:
            return write_url(self.lesson)
        return reverse("research:lesson_reflection_detail", args=[self.reflection["pk"]])


def facts_of(lesson: Lesson) -> dict[str, Any]:
    """What the form of a reflection is filled with."""
    return {
        "class_name": lesson.class_name,
        "subject": lesson.subject_id,
        "period": lesson.period,
        "occurred_on": lesson.day.isoformat(),
    }


def write_url(lesson: Lesson) -> str:
    return f"{reverse('research:lesson_reflection_new')}?{urlencode(facts_of(lesson))}"


def with_reflections(lessons: Iterable[Lesson]) -> list[Reflected]:
    """Each lesson of one person with its reflection; two queries."""
    found = list(lessons)
    if not found:
        return []
    person = found[0].person_id
    days = [lesson.day for lesson in found]
    rows = LessonReflection.objects.filter(author=person).exclude(state=State.WITHDRAWN)
    fields = ("pk", "state", "occurred_on", "period", "class_name", "lesson_topic")
    of_days = rows.filter(occurred_on__range=(min(days), max(days))).values(*fields)
    by_day: dict[Any, list[Row]] = defaultdict(list)
    for row in of_days.order_by("pk"):
        by_day[row["occurred_on"]].append(row)
    matched = _match(found, by_day)
    topics = _last_topics(rows.order_by("-occurred_on", "-pk").values(*fields)[:60])
    return [
        Reflected(lesson, matched.get(n), topics.get(lesson.class_name, ""))
        for n, lesson in enumerate(found)
    ]


def _match(lessons: list[Lesson], by_day: dict[Any, list[Row]]) -> dict[int, Row]:
    """Place in the list → reflection: by period first, then by class alone."""
    matched: dict[int, Row] = {}
    for fits in (_same_period, _same_class):
        for n, lesson in enumerate(lessons):
            rows = by_day.get(lesson.day, [])
            row = next((row for row in rows if n not in matched and fits(row, lesson)), None)
            if row is not None:
                matched[n] = row
                rows.remove(row)
    return matched


def _same_period(row: Row, lesson: Lesson) -> bool:
    return row["period"] == lesson.period


def _same_class(row: Row, lesson: Lesson) -> bool:
    return row["period"] is None and class_key(row["class_name"]) == lesson.class_name


def _last_topics(rows: Iterable[Row]) -> dict[str, str]:
    topics: dict[str, str] = {}
    for row in rows:
        topics.setdefault(class_key(row["class_name"]), row["lesson_topic"])
    return topics


def class_key(said: str) -> str:
    """七(3)班, however a teacher typed it."""
    try:
        return parse_class(said) or ""
    except CellProblem:
        return said.strip()
