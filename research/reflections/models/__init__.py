"""Daily practice: what a teacher writes during a term."""

from research.reflections.models.reflection import HomeworkReflection, LessonReflection
from research.reflections.models.term_document import (
    Case,
    EducationNarrative,
    ExperienceSummary,
    Puzzle,
)

__all__ = [
    "Case",
    "EducationNarrative",
    "ExperienceSummary",
    "HomeworkReflection",
    "LessonReflection",
    "Puzzle",
]
