"""The demo school's open lessons: taught and completed, and announced for the weeks to come.

Our own sentences; inserted in bulk. The teacher's and the leader's demo
accounts have one of each stage, so that every page has something on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from portal.demo.history import insert_halves
from portal.demo.scenes import DemoScene, demo_scenes
from portal.demo.school import School
from portal.documents.form import Field, Form, Prose
from portal.documents.pdf import form_pdf
from portal.people.models import User
from portal.records.levels import people_at
from portal.records.models import (
    Attachment,
    Part,
    Participation,
    Record,
    Review,
    ReviewLevel,
    State,
)
from portal.terms.calendar import Calendar
from portal.terms.models import Term
from research.lessons.models import LessonKind, LessonLevel, OpenLesson, Seat, Stage
from research.reflections.demo import TOPICS
from research.timetable.models import Period

#: Open lessons a term for each teacher (docs: 60 for 80 teachers).
PER_TEACHER = 0.7
AHEAD = timedelta(days=20)
ROOMS = ["录播教室", "阶梯教室", "行政楼三楼多功能厅", "实验楼201", "本班教室"]
FOCUS = [
    "任务是否有台阶，学生在每一级上停留了多久。",
    "提问之后的等待：谁在想，谁在说，谁没有机会说。",
    "小组分工是否真实，组内有没有出现不同意见。",
    "板书能否成为学生复述“{topic}”的支架。",
    "当堂检测的结果怎样进入下一个环节。",
]
AIMS = (
    "<p>1. 能用自己的话说明“{topic}”的要点，并举出一个生活中的例子。</p>"
    "<p>2. 经历独立思考、同伴交流、全班归纳三个步骤，学会有依据地表达。</p>"
)
STEPS = (
    "<p>一、以错例导入，唤起已有经验（5分钟）。</p><p>二、自主学习，完成学习单第一部分（10分钟）。</p>"
    "<p>三、小组讨论“{topic}”的关键问题，教师巡视并收集典型说法（15分钟）。</p>"
    "<p>四、全班交流与归纳（8分钟）。</p><p>五、当堂检测与作业（7分钟）。</p>"
)


@dataclass
class Lesson:
    """One open lesson to be, and who booked a seat in it."""

    record: Record
    fields: dict[str, Any]
    teacher: User
    holders: list[User] = field(default_factory=list)


def play(rng: Random, school: School, terms: list[Term]) -> None:
    """As many as schools have; plans are filed for the terms of the last year."""
    hours = {p.number: (p.starts, p.ends) for p in Period.objects.all()}
    if not hours:
        return
    for term in terms:
        lessons = list(_of_term(rng, school, term, hours))
        _insert(lessons)
        if school.today - term.ends_on < timedelta(days=365):
            _file_plans(school, lessons)


def _of_term(
    rng: Random, school: School, term: Term, hours: dict[int, tuple[time, time]]
) -> Iterator[Lesson]:
    calendar = Calendar.between(term.starts_on, term.ends_on)
    last = min(term.ends_on - timedelta(days=7), school.today + AHEAD)
    days = [
        day
        for n in range(14, (last - term.starts_on).days + 1)
        if calendar.is_working_day(day := term.starts_on + timedelta(days=n))
    ]
    teachers = [p for p in school.people if p.is_teacher and p.subject is not None]
    if not days or not teachers:
        return
    given = rng.sample(teachers, k=max(1, int(len(teachers) * PER_TEACHER)))
    for teacher in given:
        yield _lesson(rng, school, term, teacher, rng.choice(days), hours)
    for teacher, day in _accounts(school, term, calendar):
        yield _lesson(rng, school, term, teacher, day, hours)


def _accounts(school: School, term: Term, calendar: Calendar) -> Iterator[tuple[User, date]]:
    """What the demo accounts show: one taught last week, one to come, one today."""
    if not term.contains(school.today):
        return
    for name, offset in (("teacher", -6), ("teacher", 5), ("leader", 3), ("mentor", 0)):
        if name in school.accounts:
            day = calendar.next_working_day(school.today + timedelta(days=offset))
            if term.contains(day):
                yield school.accounts[name], day


def _lesson(
    rng: Random,
    school: School,
    term: Term,
    teacher: User,
    day: date,
    hours: dict[int, tuple[time, time]],
) -> Lesson:
    assert teacher.subject is not None  # noqa: S101 - only teachers of a subject give one
    topic = rng.choice(TOPICS.get(teacher.subject.name, ["学会提问"]))
    period = rng.choice([n for n in hours if n <= 7] or list(hours))
    starts, ends = hours[period]
    stage, state = _stage(rng, school.today, day)
    fields = {
        "lesson_kind": _kind(rng, teacher, day),
        "lesson_topic": topic,
        "class_name": rng.choice(teacher.grade_classes.split("、")) or "八(1)",
        "subject_id": teacher.subject_id,
        "period": period,
        "starts_at": timezone.make_aware(datetime.combine(day, starts)),
        "ends_at": timezone.make_aware(datetime.combine(day, ends)),
        "room": rng.choice(ROOMS),
        "level": LessonLevel.DISTRICT if rng.random() < 0.1 else LessonLevel.SCHOOL,
        "seats": rng.choice([12, 20, 20, 30]),
        "focus": f"<p>{rng.choice(FOCUS).format(topic=topic)}</p>",
        "stage": stage,
        "stage_reason": "任课教师参加区里的培训，改到下个月。" if stage == Stage.CANCELLED else "",
    }
    record = _record(school, term, teacher, topic, day, state)
    lesson = Lesson(record, fields, teacher)
    if stage == Stage.ANNOUNCED and day >= school.today:
        lesson.holders = _holders(rng, school, teacher)
    return lesson


def _stage(rng: Random, today: date, day: date) -> tuple[str, str]:
    """Long ago taught is completed; of the last weeks' some wait; a few were cancelled."""
    if rng.random() < 0.04:
        return Stage.CANCELLED, State.DRAFT
    if day >= today:
        return Stage.ANNOUNCED, State.DRAFT
    age = (today - day).days
    if age > 21:
        return Stage.TAUGHT, State.ACCEPTED
    return Stage.TAUGHT, State.SUBMITTED if age > 10 else State.DRAFT


def _kind(rng: Random, teacher: User, day: date) -> str:
    years = teacher.years_of_service(day) or 0
    if years <= 3:
        return LessonKind.REPORT
    if years >= 12 and rng.random() < 0.6:
        return LessonKind.DEMONSTRATION
    return rng.choice([LessonKind.RESEARCH, LessonKind.RESEARCH, LessonKind.EXCELLENT])


def _record(school: School, term: Term, teacher: User, topic: str, day: date, state: str) -> Record:
    at = timezone.make_aware(datetime.combine(day + timedelta(days=5), time(17)))
    is_filed = state != State.DRAFT
    leads = school.leaders.get(teacher.main_group_id or 0) == teacher
    return Record(
        kind="open_lesson",
        author=teacher,
        term=term,
        group=teacher.main_group,
        title=topic,
        occurred_on=day,
        state=state,
        visibility="school",
        is_announced=True,
        review_level=(ReviewLevel.OFFICE if leads else ReviewLevel.LEADER) if is_filed else "",
        submitted_at=at if is_filed else None,
        decided_at=at + timedelta(days=2) if state == State.ACCEPTED else None,
        version=3 if is_filed else 2,
        text=topic,
    )


def _holders(rng: Random, school: School, teacher: User) -> list[User]:
    others = [p for p in school.people if p.is_teacher and p != teacher]
    chosen = rng.sample(others, k=min(len(others), rng.randint(3, 9)))
    account = school.accounts.get("teacher")
    if account is not None and account != teacher and account not in chosen:
        chosen.append(account)
    return chosen


def _insert(lessons: list[Lesson]) -> None:
    Record.objects.bulk_create([lesson.record for lesson in lessons])
    insert_halves(OpenLesson, lessons)
    Participation.objects.bulk_create(
        Participation(record=each.record, person=each.teacher, part=Part.AUTHOR)
        for each in lessons
        if each.record.submitted_at
    )
    Review.objects.bulk_create(review for each in lessons for review in _reviews(each))
    Seat.objects.bulk_create(
        Seat(
            lesson_id=each.record.pk,
            person=person,
            number=number,
            booked_at=each.fields["starts_at"] - timedelta(days=4, minutes=number),
        )
        for each in lessons
        for number, person in enumerate(each.holders, start=1)
    )


def _reviews(lesson: Lesson) -> Iterator[Review]:
    record = lesson.record
    if record.submitted_at is None:
        return
    yield Review(
        record=record,
        by=lesson.teacher,
        from_state=State.DRAFT,
        to_state=State.SUBMITTED,
        at=record.submitted_at,
        version=2,
    )
    if record.decided_at is not None:
        yield Review(
            record=record,
            by=_decider(lesson),
            from_state=State.SUBMITTED,
            to_state=State.ACCEPTED,
            at=record.decided_at,
            version=3,
        )


def _decider(lesson: Lesson) -> User:
    people = people_at(lesson.record.review_level, lesson.record)
    return next((p for p in people if p != lesson.teacher), lesson.teacher)


def _file_plans(school: School, lessons: list[Lesson]) -> None:
    """A plan for every lesson but the last few to come; one file of each subject, copied."""
    printed: dict[str, bytes] = {}
    rows = []
    for lesson in lessons:
        days_ahead = (lesson.record.occurred_on - school.today).days
        if days_ahead > 8 or lesson.fields["stage"] == Stage.CANCELLED:
            continue
        subject = lesson.teacher.subject.name if lesson.teacher.subject else ""
        if subject not in printed:
            printed[subject] = _plan(lesson)
        rows.append(_attachment(lesson, printed[subject]))
    Attachment.objects.bulk_create(rows)
    OpenLesson.objects.bulk_update(
        [OpenLesson(pk=row.record_id, plan_id=row.pk) for row in rows], ["plan"], batch_size=200
    )


def _plan(lesson: Lesson) -> bytes:
    topic = lesson.fields["lesson_topic"]
    blocks = (
        Field("课题", topic, wide=True),
        Field("执教者", lesson.teacher.name),
        Field("班级", lesson.fields["class_name"]),
        Prose("教学目标", AIMS.format(topic=topic)),
        Prose("教学过程", STEPS.format(topic=topic)),
    )
    return form_pdf(Form("教学设计", blocks=blocks, author=lesson.teacher.name))


def _attachment(lesson: Lesson, content: bytes) -> Attachment:
    row = Attachment(
        record=lesson.record,
        uploaded_by=lesson.teacher,
        name=f"{lesson.fields['lesson_topic']}-教学设计.pdf",
        content_type="application/pdf",
        size=len(content),
        sha256=sha256(content).hexdigest(),
    )
    row.file.save("file", ContentFile(content), save=False)
    return row


demo_scenes.register(DemoScene(slug="open_lessons", play=play, position=30))
