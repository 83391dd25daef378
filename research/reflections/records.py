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
        from_word={
            "worked": ("成功之处", "教学亮点", "亮点", "优点", "成功经验", "可取之处"),
            "failed": ("不足之处", "不足", "存在的问题", "存在问题", "问题与不足", "遗憾之处"),
            "next_time": ("改进措施", "改进设想", "再教设计", "改进方向", "努力方向", "今后改进"),
        },
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
        from_word={
            "findings": ("作业情况", "完成情况", "主要问题", "典型错误", "批改情况"),
            "causes": ("原因分析", "错因分析", "错误原因", "原因"),
            "next_time": ("改进措施", "改进设想", "补救措施", "今后改进"),
        },
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
        from_word={"body": ()},
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
        from_word={"body": ()},
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
        from_word={
            "situation": ("情境", "案例背景", "背景", "案例描述", "情景描述", "事件背景", "情况"),
            "action": ("做法", "处理过程", "教育过程", "行动", "解决策略", "措施"),
            "analysis": ("分析", "案例分析", "案例反思", "反思", "分析与反思", "启示"),
        },
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
        from_word={"question": ()},
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
