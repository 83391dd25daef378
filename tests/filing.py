"""Records for tests that are about what is filed, not about filing: through the verb."""

from datetime import date
from typing import Any

from portal.people.models import User
from portal.records.models import Record
from portal.records.submit import submit_record
from portal.terms.models import Term
from research.reflections.models import EducationNarrative, LessonReflection

LESSON = {
    "kind": "lesson_reflection",
    "lesson_topic": "背影",
    "worked": "学生能够结合自己的生活经历谈父爱。" * 3,
    "failed": "朗读的时间不够，后半节课赶了进度。" * 3,
    "next_time": "先让学生课前听录音，课上留足十分钟。" * 3,
}
NARRATIVE = {"kind": "education_narrative", "body": "一个真实的故事。" * 200}


def write_record(author: User, term: Term, *, is_narrative: bool = False, **fields: Any) -> Record:
    """A complete draft of the author, of 10 September unless said otherwise."""
    model, texts = (EducationNarrative, NARRATIVE) if is_narrative else (LessonReflection, LESSON)
    usual = {"title": "背影", "group": author.main_group, "occurred_on": date(2026, 9, 10)}
    return model.objects.create(author=author, term=term, **(usual | texts | fields))


def file_record(author: User, term: Term, **fields: Any) -> Record:
    """The same, submitted."""
    record = write_record(author, term, **fields)
    submit_record(record, by=author)
    record.refresh_from_db()
    return record
