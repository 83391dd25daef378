"""Open lessons in each stage, reached by the verbs; `plan` attaches a small PDF.

The usual one is given on Friday of week 6, in the third period.
"""

from datetime import date, datetime, time

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.records.submit import submit_record
from research.lessons.announce_lesson import announce_lesson
from research.lessons.attach_plan import attach_plan
from research.lessons.mark_taught import mark_taught
from research.lessons.models import OpenLesson
from research.reflections.tests.factories import LONG_ENOUGH, LessonReflectionFactory
from tests.factories import TermFactory, UserFactory

DAY = date(2026, 10, 9)


def at(clock_time, day=DAY):
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock_time)))


def plan_file(name="教案.pdf", words=b"plan"):
    return SimpleUploadedFile(name, b"%PDF-1.4\n" + words, "application/pdf")


class OpenLessonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpenLesson
        skip_postgeneration_save = True

    kind = "open_lesson"
    author = factory.SubFactory(UserFactory)
    group = factory.SelfAttribute("author.main_group")
    term = factory.SubFactory(TermFactory)
    title = "背影"
    lesson_topic = "背影"
    class_name = "八(3)"
    occurred_on = DAY
    period = 3
    starts_at = at("10:10")
    ends_at = at("10:55")
    room = "录播教室"
    visibility = "school"

    @factory.post_generation
    def with_plan(self, create, extracted, **kwargs):
        if extracted:
            attach_plan(self, plan_file(), by=self.author)

    @factory.post_generation
    def announced(self, create, extracted, **kwargs):
        """`announced=True`, before the lesson's day."""
        if extracted:
            announce_lesson(self, by=self.author, at=at("08:00", date(2026, 9, 1)))

    @factory.post_generation
    def taught(self, create, extracted, **kwargs):
        """`taught=True`: announced before, its plan there, said to be taught after its end."""
        if extracted:
            if self.plan_id is None:
                attach_plan(self, plan_file(), by=self.author)
            mark_taught(self, by=self.author, at=self.ends_at)


def reflect_on(lesson):
    """The teacher's own reflection on the lesson, filed."""
    reflection = LessonReflectionFactory(
        author=lesson.author, term=lesson.term, about=lesson, worked=LONG_ENOUGH
    )
    submit_record(reflection, by=lesson.author)
    return reflection
