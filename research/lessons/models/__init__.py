"""Open lessons, the seats booked in them, and the school's numbers for them."""

from research.lessons.models.open_lesson import LessonKind, LessonLevel, OpenLesson, Stage
from research.lessons.models.seat import Seat
from research.lessons.models.setting import LessonSetting

__all__ = ["LessonKind", "LessonLevel", "LessonSetting", "OpenLesson", "Seat", "Stage"]
