"""Observations in each state, reached by the verbs: begun, written, handed in.

`of` is the open lesson heard; without one it is an unannounced visit to `teacher`.
"""

from datetime import date
from decimal import Decimal

from portal.records.submit import submit_record
from research.observations.models import Occasion
from research.observations.start_observation import Heard, start_observation
from research.observations.write_process import NoteRow, write_process

DAY = date(2026, 10, 6)
#: Of the usual rubric, by position: 15, 20, 25, 20, 10, 10.
POINTS = ("14", "18", "23", "18", "9", "9.5")
NOTES = [
    NoteRow(3, "出示老照片", "说自己的父亲", "导入自然"),
    NoteRow(17, "追问“蹒跚”", "比较读", "等待充分"),
]


def unannounced(teacher, *, period=2, on=DAY, **fields):
    facts = {"lesson_topic": "勾股定理", "class_name": "七(2)"} | fields
    return Heard(Occasion.UNANNOUNCED, on, teacher=teacher, period=period, **facts)


def begin(observer, *, of=None, teacher=None, at=None, **fields):
    heard = Heard.at(of) if of is not None else unannounced(teacher, **fields)
    return start_observation(heard, by=observer, at=at)


def write(observation, points=POINTS):
    """Notes, all points and both texts."""
    observation.strengths, observation.suggestions = "<p>朗读充分</p>", "<p>留白再多些</p>"
    observation.save(update_fields=["strengths", "suggestions"])
    dimensions = observation.rubric.dimensions.all() if observation.rubric else []
    given = {d.pk: Decimal(p) for d, p in zip(dimensions, points, strict=False)}
    write_process(observation, NOTES, given)
    return observation


def hand_in(observer, *, points=POINTS, minutes=45, **heard):
    observation = write(begin(observer, **heard), points)
    observation.minutes = minutes
    observation.save(update_fields=["minutes"])
    submit_record(observation, by=observer)
    observation.refresh_from_db()
    return observation
