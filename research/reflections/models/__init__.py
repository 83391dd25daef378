"""Daily practice: what a teacher writes during a term."""

from research.reflections.models.reading import Featured, UsefulMark
from research.reflections.models.reflection import HomeworkReflection, LessonReflection
from research.reflections.models.template import WritingTemplate
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
    "Featured",
    "HomeworkReflection",
    "LessonReflection",
    "Puzzle",
    "UsefulMark",
    "WritingTemplate",
]
