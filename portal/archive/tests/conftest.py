"""Records and requirements for the archives of the cast."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from portal.deadlines.models import Requirement
from portal.records.models import Participation
from portal.records.submit import submit_record
from research.models import EducationNarrative, LessonReflection

SCHOOL = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def _in_english(settings):
    """Sentences are compared in the language of their ids, whatever catalogues are compiled."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def write(author, model=LessonReflection, *, on=date(2026, 9, 10), **fields):
    """A complete draft of the author."""
    texts = {
        LessonReflection: {
            "kind": "lesson_reflection",
            "lesson_topic": "背影",
            "worked": "学生能够结合自己的生活经历谈父爱。" * 3,
            "failed": "朗读的时间不够，后半节课赶了进度。" * 3,
            "next_time": "先让学生课前听录音，课上留足十分钟。" * 3,
        },
        EducationNarrative: {"kind": "education_narrative", "body": "一个真实的故事。" * 200},
    }[model]
    values = {"title": "背影", "group": author.main_group} | texts | fields
    return model.objects.create(author=author, occurred_on=on, **values)


@pytest.fixture
def file(term):
    """File a record: `file(lin)`; it is submitted through the verb."""

    def do(author, model=LessonReflection, **fields):
        record = write(author, model, term=term, **fields)
        submit_record(record, by=author)
        record.refresh_from_db()
        return record

    return do


@pytest.fixture
def two_a_week(term):
    return Requirement.objects.create(term=term, kind="lesson_reflection", count=2, every_weeks=1)


@pytest.fixture
def one_narrative(term):
    return Requirement.objects.create(
        term=term,
        kind="education_narrative",
        count=1,
        due_at=datetime(2027, 1, 8, 23, 59, tzinfo=SCHOOL),
    )


@pytest.fixture
def attended(file):
    """Somebody else's record in which a person took part."""

    def do(author, person, part, **fields):
        record = file(author, **fields)
        Participation.objects.create(record=record, person=person, part=part)
        return record

    return do
