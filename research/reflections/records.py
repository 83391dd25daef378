"""The kinds of record of daily practice; docs/rules.md#daily-practice has their numbers."""

from django.utils.translation import gettext_lazy as _

from portal.records.kinds import RecordKind, Reviewer, UsualAmount, kinds
from portal.records.models import Visibility
from research.reflections.filters import ReflectionFilter
from research.reflections.forms import (
    CaseForm,
    EducationNarrativeForm,
    ExperienceSummaryForm,
    HomeworkReflectionForm,
    LessonReflectionForm,
    PuzzleForm,
)
from research.reflections.models import (
    Case,
    EducationNarrative,
    ExperienceSummary,
    HomeworkReflection,
    LessonReflection,
    Puzzle,
)
from research.reflections.printed import lesson_reflection_form
from research.reflections.tables import ReflectionTable

LESSON_REFLECTION = kinds.register(
    RecordKind(
        slug="lesson_reflection",
        model=LessonReflection,
        form=LessonReflectionForm,
        table=ReflectionTable,
        filters=ReflectionFilter,
        form_template="research/reflection_form.html",
        label=_("Lesson reflection"),
        plural=_("Lesson reflections"),
        icon="notebook-pen",
        reviewer=Reviewer.LEADER,
        archive_section="C1",
        body_fields=("worked", "failed", "next_time"),
        fact_fields=("lesson_topic", "class_name", "subject", "period"),
        min_characters=100,
        usually_owed=UsualAmount(count=2, every_weeks=1),
        printed=lesson_reflection_form,
    )
)
HOMEWORK_REFLECTION = kinds.register(
    RecordKind(
        slug="homework_reflection",
        model=HomeworkReflection,
        form=HomeworkReflectionForm,
        table=ReflectionTable,
        filters=ReflectionFilter,
        form_template="research/reflection_form.html",
        label=_("Homework reflection"),
        plural=_("Homework reflections"),
        icon="clipboard-check",
        reviewer=Reviewer.LEADER,
        archive_section="C1",
        body_fields=("findings", "causes", "next_time"),
        fact_fields=("homework", "class_name", "subject"),
    )
)
EDUCATION_NARRATIVE = kinds.register(
    RecordKind(
        slug="education_narrative",
        form_template="research/document_form.html",
        model=EducationNarrative,
        form=EducationNarrativeForm,
        label=_("Education narrative"),
        plural=_("Education narratives"),
        icon="book-open-text",
        reviewer=Reviewer.LEADER,
        archive_section="C2",
        visibility=Visibility.SCHOOL,
        body_fields=("body",),
        min_characters=1500,
        usually_owed=UsualAmount(min_characters=1500),
    )
)
EXPERIENCE_SUMMARY = kinds.register(
    RecordKind(
        slug="experience_summary",
        form_template="research/document_form.html",
        model=ExperienceSummary,
        form=ExperienceSummaryForm,
        label=_("Teaching-experience summary"),
        plural=_("Teaching-experience summaries"),
        folder="experience-summaries",
        icon="file-text",
        reviewer=Reviewer.LEADER,
        archive_section="C2",
        visibility=Visibility.SCHOOL,
        body_fields=("body",),
        min_characters=1500,
        usually_owed=UsualAmount(min_characters=1500),
    )
)
CASE = kinds.register(
    RecordKind(
        slug="case",
        form_template="research/document_form.html",
        model=Case,
        form=CaseForm,
        label=_("Case"),
        plural=_("Cases"),
        icon="folder-search",
        reviewer=Reviewer.LEADER,
        archive_section="C2",
        body_fields=("situation", "action", "analysis"),
    )
)
PUZZLE = kinds.register(
    RecordKind(
        slug="puzzle",
        model=Puzzle,
        form=PuzzleForm,
        label=_("Puzzle"),
        plural=_("Puzzles"),
        icon="circle-question-mark",
        reviewer=Reviewer.NOBODY,
        archive_section="C1",
        body_fields=("question",),
    )
)

#: Kinds that may stand on the school's reading page and begin from a template.
KIND_SLUGS = (
    LESSON_REFLECTION.slug,
    HOMEWORK_REFLECTION.slug,
    EDUCATION_NARRATIVE.slug,
    EXPERIENCE_SUMMARY.slug,
    CASE.slug,
    PUZZLE.slug,
)
