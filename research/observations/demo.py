"""The demo school's observations: of its open lessons, and of visits without notice.

Our own sentences; inserted in bulk. Notes by the minute and points in every
dimension, answers of some teachers; most teachers hear about as many lessons
as they are asked to, some far fewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from portal.deadlines.models import Requirement
from portal.deadlines.set_requirements import usual_due
from portal.demo.history import insert_halves
from portal.demo.scenes import DemoScene, demo_scenes
from portal.demo.school import School
from portal.people.models import Role, User
from portal.records.models import Part, Participation, Record, Review, State
from portal.terms.calendar import Calendar
from portal.terms.models import Term
from research.lessons.models import OpenLesson
from research.observations.models import (
    Dimension,
    Observation,
    Occasion,
    ProcessNote,
    Rubric,
    Score,
)
from research.reflections.demo import TOPICS

USUAL, GUIDANCE = 15, 30
#: Unannounced visits a term for each teacher, where the term is recent.
VISITS = 9
RECENT = timedelta(days=365)
STRENGTHS = [
    "问题设计有层次，学生在第二个问题上真正停下来思考了。",
    "等待的时间足够长，后排三名同学也主动举手，参与面很广。",
    "板书一条主线，结课时学生能对着板书把要点讲清楚。",
    "学习单分必做与选做，巡视时能及时收集典型错例。",
    "教师语言简洁，评价具体，指出了“好在哪里”。",
    "当堂检测放在第三十分钟，结果立刻用在后面的讲评里。",
]
SUGGESTIONS = [
    "小组讨论前先给一分钟独立思考，组内会更有话可说。",
    "最后一个环节略赶，可以把第二个例子留到课后。",
    "追问集中在前排，建议用抽签让提问更均匀。",
    "评价语可以再具体一些，告诉学生下一步怎么改。",
    "课件翻页稍快，关键一步建议留在板书上。",
]
PROCESS = [
    ("出示学生作业中的错例，请大家判断", "小声议论，两人上台说明理由", "导入真实，起点找得准"),
    ("布置学习单第一题，巡视", "独立完成，七八人停在第三步", "停顿处正是难点"),
    ("追问：为什么不能反过来？", "沉默约二十秒后一人回答", "等待充分"),
    ("组织四人小组讨论", "分工卡：记录、发言、计时、质疑", "分工真实，质疑者有话说"),
    ("请两个组上台展示，对比做法", "互相补充，出现不同意见", "生成处理得好"),
    ("当堂检测三题，投影批改", "同桌互批，举手统计", "反馈及时"),
]
ANSWERS = [
    "谢谢指点。独立思考那一分钟我确实省掉了，下节课补上。",
    "您说的追问集中在前排，我看了录像，的确如此，准备改用抽签。",
    "收获很大，已把建议写进教案的修改栏。",
]
TYPES = ["新授课", "新授课", "复习课", "讲评课", "实验课"]


@dataclass
class Heard:
    """One observation to be."""

    record: Record
    fields: dict[str, Any]
    observer: User
    teacher: User
    points: list[tuple[Dimension, Decimal]]
    notes: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class Season:
    """One term of the demo school, and by what its lessons are scored."""

    rng: Random
    school: School
    term: Term
    rubric: Rubric | None
    dimensions: Sequence[Dimension]


def play(rng: Random, school: School, terms: list[Term]) -> None:
    """Three to six of each open lesson taught; visits in the terms of the last year."""
    _require(terms)
    rubric = Rubric.objects.with_parts().order_by("version").first()
    dimensions = list(rubric.dimensions.all()) if rubric else []
    for term in terms:
        is_recent = school.today - term.ends_on < RECENT
        season = Season(rng, school, term, rubric, dimensions)
        heard = list(_of_lessons(season))
        if is_recent:
            heard += _visits(season)
        _insert(heard)


def _require(terms: list[Term]) -> None:
    """What the school asks: fifteen of everybody, thirty of the guidance team."""
    Requirement.objects.bulk_create(
        Requirement(term=term, kind="observation", count=count, due_at=usual_due(term), **whom)
        for term in terms
        for count, whom in (
            (USUAL, {}),
            (GUIDANCE, {"audience": Requirement.Audience.ROLE, "role": Role.GUIDANCE}),
        )
    )


def _of_lessons(season: Season) -> Iterator[Heard]:
    rng, school, term = season.rng, season.school, season.term
    lessons = OpenLesson.objects.in_term(term).filter(stage="taught")
    teachers = [p for p in school.people if p.is_teacher]
    for lesson in lessons.select_related("author__main_group").order_by("pk"):
        near = [p for p in teachers if p.main_group_id == lesson.group_id and p != lesson.author]
        far = [p for p in teachers if p.main_group_id != lesson.group_id]
        observers = _some(rng, near, 3) + _some(rng, far, rng.randint(1, 3))
        for observer in observers:
            facts = {
                "occasion": Occasion.OPEN_LESSON,
                "lesson_id": lesson.pk,
                "lesson_topic": lesson.lesson_topic,
                "class_name": lesson.class_name,
                "subject_id": lesson.subject_id,
                "period": lesson.period,
            }
            yield _heard(season, observer, lesson.author, lesson.occurred_on, facts)


def _visits(season: Season) -> Iterator[Heard]:
    rng, school, term = season.rng, season.school, season.term
    calendar = Calendar.between(term.starts_on, term.ends_on)
    last = min(term.ends_on, school.today - timedelta(days=1))
    days = [
        day
        for n in range((last - term.starts_on).days + 1)
        if calendar.is_working_day(day := term.starts_on + timedelta(days=n))
    ]
    teachers = [p for p in school.people if p.is_teacher and p.subject is not None]
    share = len(days) / max(1, (term.ends_on - term.starts_on).days * 5 / 7)
    for observer in teachers if days else []:
        wanted = int(VISITS * min(1, share) * rng.choice([0.3, 0.8, 1, 1, 1.2, 1.4]))
        hours = {(rng.choice(days), rng.randint(1, 7)) for _n in range(wanted)}
        for day, period in sorted(hours):
            teacher = rng.choice(teachers)
            if teacher == observer or teacher.subject is None:
                continue
            facts = {
                "occasion": Occasion.UNANNOUNCED,
                "lesson_id": None,
                "lesson_topic": rng.choice(TOPICS.get(teacher.subject.name, ["复习"])),
                "class_name": rng.choice(teacher.grade_classes.split("、")) or "八(1)",
                "subject_id": teacher.subject_id,
                "period": period,
            }
            yield _heard(season, observer, teacher, day, facts)


def _some(rng: Random, people: list[User], count: int) -> list[User]:
    return rng.sample(people, k=min(len(people), count))


def _heard(
    season: Season, observer: User, teacher: User, day: date, facts: dict[str, Any]
) -> Heard:
    rng, rubric = season.rng, season.rubric
    points = [(d, _points(rng, d.weight)) for d in season.dimensions]
    total = sum((given for _d, given in points), Decimal(0)) if points else None
    band = rubric.band_of(total, rubric.bands.all()) if rubric and total is not None else None
    at = timezone.make_aware(datetime.combine(day, time(16, rng.randint(0, 59))))
    answer = rng.choice(ANSWERS) if rng.random() < 0.3 else ""
    fields = {
        "observer_id": observer.pk,
        "teacher_id": teacher.pk,
        "outside_teacher": "",
        "lesson_type": rng.choice(TYPES),
        "minutes": 45 if rng.random() < 0.95 else 20,
        "rubric_id": rubric.pk if rubric else None,
        "total": total,
        "band": band.name if band else "",
        "strengths": f"<p>{rng.choice(STRENGTHS)}</p>",
        "suggestions": f"<p>{rng.choice(SUGGESTIONS)}</p>",
        "answer": answer,
        "answered_at": at + timedelta(hours=20) if answer else None,
        "heard": f"{teacher.pk}:{day.isoformat()}:{facts['period']}",
        **facts,
    }
    record = Record(
        kind="observation",
        author=observer,
        term=season.term,
        group=teacher.main_group,
        title=facts["lesson_topic"],
        occurred_on=day,
        state=State.ACCEPTED,
        visibility="named",
        submitted_at=at,
        decided_at=at,
        version=3,
        text=facts["lesson_topic"],
    )
    is_recent = (season.school.today - day).days < 60
    notes = rng.sample(PROCESS, k=3) if is_recent else ()
    return Heard(record, fields, observer, teacher, points, notes)


def _points(rng: Random, weight: int) -> Decimal:
    share = Decimal(rng.choice([80, 84, 86, 88, 90, 92, 94, 96])) / 100
    return (share * weight * 2).to_integral_value() / 2


def _insert(heard: list[Heard]) -> None:
    heard = list({(h.observer.pk, h.fields["heard"]): h for h in heard}.values())
    Record.objects.bulk_create([h.record for h in heard], batch_size=2000)
    insert_halves(Observation, heard)
    Participation.objects.bulk_create(
        (
            Participation(record=h.record, person=person, part=part)
            for h in heard
            for person, part in ((h.observer, Part.AUTHOR), (h.teacher, Part.OBSERVED))
        ),
        batch_size=2000,
    )
    Review.objects.bulk_create((r for h in heard for r in _reviews(h)), batch_size=2000)
    Score.objects.bulk_create(
        (
            Score(observation_id=h.record.pk, dimension=dimension, points=given)
            for h in heard
            for dimension, given in h.points
        ),
        batch_size=2000,
    )
    ProcessNote.objects.bulk_create(
        (
            ProcessNote(
                observation_id=h.record.pk,
                position=n,
                minute=n * 11 - 6,
                teacher=teacher,
                pupils=pupils,
                comment=comment,
            )
            for h in heard
            for n, (teacher, pupils, comment) in enumerate(h.notes, start=1)
        ),
        batch_size=2000,
    )


def _reviews(heard: Heard) -> Iterator[Review]:
    record = heard.record
    moves = ((State.DRAFT, State.SUBMITTED, 2), (State.SUBMITTED, State.ACCEPTED, 3))
    for from_state, to_state, version in moves:
        yield Review(  # type: ignore[misc]
            record=record,
            by=heard.observer,
            from_state=from_state,
            to_state=to_state,
            at=record.submitted_at,
            version=version,
        )


demo_scenes.register(DemoScene(slug="observations", play=play, position=40))
