"""The demo school discusses its open lessons: each in its group's next activity."""

from __future__ import annotations

from bisect import bisect_left
from random import Random

from portal.demo.scenes import DemoScene, demo_scenes
from portal.demo.school import School
from portal.terms.models import Term
from research.activities.models import Activity, AgendaItem
from research.lessons.models import OpenLesson

#: One lesson in so many is not discussed yet.
LEFT_OUT = 9
#: After the two points that every activity of the demo has.
PLACE = 2


def play(rng: Random, school: School, terms: list[Term]) -> None:
    """Two queries a term, and the rows in bulk."""
    for term in terms:
        held: dict[int | None, list[tuple]] = {}
        rows = Activity.objects.held().in_term(term).order_by("occurred_on", "pk")
        for row in rows.values_list("group_id", "occurred_on", "pk", "author_id"):
            held.setdefault(row[0], []).append(row[1:])
        lessons = OpenLesson.objects.in_term(term).filter(stage="taught").order_by("pk")
        AgendaItem.objects.bulk_create(
            item
            for n, lesson in enumerate(lessons)
            if n % LEFT_OUT and (item := _item(lesson, held.get(lesson.group_id, []))) is not None
        )


def _item(lesson: OpenLesson, meetings: list[tuple]) -> AgendaItem | None:
    place = bisect_left(meetings, (lesson.occurred_on,))
    if place == len(meetings):
        return None
    _day, activity_id, leader_id = meetings[place]
    return AgendaItem(
        activity_id=activity_id,
        position=PLACE,
        record_id=lesson.pk,
        presenter_id=lesson.author_id,
        added_by_id=leader_id,
    )


demo_scenes.register(DemoScene("discussed_lessons", play, position=60))
