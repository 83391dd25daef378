"""Daily practice: what a teacher writes during a term."""

from research.models.reflection import HomeworkReflection, LessonReflection
from research.models.term_document import Case, EducationNarrative, ExperienceSummary, Puzzle

__all__ = [
    "Case",
    "EducationNarrative",
    "ExperienceSummary",
    "HomeworkReflection",
    "LessonReflection",
    "Puzzle",
]
