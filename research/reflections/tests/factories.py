"""Factories of daily practice: `submitted`, `accepted`, `returned` reach their state by verbs.

A reviewer is needed for the last two: `accepted=zhou`, `returned=zhou`.
"""

from datetime import date

import factory

from portal.records.decide import accept_record, return_record
from portal.records.submit import submit_record
from research.reflections.models import (
    Case,
    EducationNarrative,
    HomeworkReflection,
    LessonReflection,
    Puzzle,
)
from tests.factories import TermFactory, UserFactory


class RecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    author = factory.SubFactory(UserFactory)
    group = factory.SelfAttribute("author.main_group")
    term = factory.SubFactory(TermFactory)
    occurred_on = date(2026, 10, 6)
    visibility = "group"

    @factory.post_generation
    def submitted(self, create, extracted, **kwargs):
        if extracted:
            submit_record(self, by=self.author)

    @factory.post_generation
    def accepted(self, create, extracted, **kwargs):
        if extracted:
            submit_record(self, by=self.author)
            accept_record(self, by=extracted)

    @factory.post_generation
    def returned(self, create, extracted, **kwargs):
        if extracted:
            submit_record(self, by=self.author)
            return_record(self, by=extracted, words="请写具体一些。")


#: 120 characters: enough for a short kind to be handed in.
LONG_ENOUGH = "朗读带动了情感，学生在比较中体会到作者的用词。" * 5
#: 1,600 characters: enough for a document of the term.
LONG_DOCUMENT = "那年秋天，班里来了一个不爱说话的孩子，他总是坐在窗边。" * 60


class LessonReflectionFactory(RecordFactory):
    class Meta:
        model = LessonReflection

    kind = "lesson_reflection"
    title = "背影"
    lesson_topic = "背影"
    worked = LONG_ENOUGH


class HomeworkReflectionFactory(RecordFactory):
    class Meta:
        model = HomeworkReflection

    kind = "homework_reflection"
    title = "《背影》小练笔"
    homework = "《背影》小练笔"
    findings = LONG_ENOUGH


class EducationNarrativeFactory(RecordFactory):
    class Meta:
        model = EducationNarrative

    kind = "education_narrative"
    title = "窗边的孩子"
    body = LONG_DOCUMENT
    visibility = "school"


class CaseFactory(RecordFactory):
    class Meta:
        model = Case

    kind = "case"
    title = "一次争吵之后"
    situation = LONG_ENOUGH


class PuzzleFactory(RecordFactory):
    class Meta:
        model = Puzzle

    kind = "puzzle"
    title = "怎样让安静的学生开口?"
    question = "怎样让安静的学生开口?"
