"""The demo school's records: years of filing, decided as a school decides.

Inserted in bulk. Django cannot bulk-create a model that inherits from another
table, so a record's two halves are inserted one after the other, as its own
`save` would do, many rows at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice
from random import Random
from typing import Any, Protocol

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.html import strip_tags

from portal import clock
from portal.demo.school import School
from portal.demo.writers import DemoWriter, Occasion, demo_writers
from portal.people.models import User
from portal.records.kinds import RecordKind, Reviewer, kinds
from portal.records.models import Comment, Part, Participation, Record, Review, ReviewLevel, State
from portal.terms.calendar import Calendar
from portal.terms.models import Term

#: Rows inserted together: records, their halves, credits and reviews.
BATCH = 2000

#: A record's version grows with each transition.
VERSIONS: dict[str, int] = {
    State.DRAFT: 1,
    State.SUBMITTED: 2,
    State.ACCEPTED: 3,
    State.RETURNED: 3,
}

COMMENTS = [
    "这个处理办法很实用，我下周也在自己班上试一试。",
    "关于学生分层的那一段，能不能在组里再讲细一点？",
    "同感。我班上也遇到了类似的情况，后来是靠板演解决的。",
    "例子举得好，建议整理成案例，放到下次教研活动讨论。",
    "谢谢分享，“先独立再交流”这一步确实不能省。",
]
RETURNED_WORDS = [
    "第三部分写得太笼统，请补充一个具体的学生例子再交。",
    "改进措施只有一句话，请写清楚下节课准备怎么做。",
    "日期和班级对不上，请核对后再提交。",
]


class Half(Protocol):
    """A record that is stored, and the fields of its kind."""

    record: Record
    fields: dict[str, Any]


@dataclass
class Draft:
    """One record to be: its two halves as values, and what became of it."""

    kind: RecordKind
    record: Record
    fields: dict[str, Any]
    reviewer: User | None
    words: str = ""


def write_history(rng: Random, school: School, terms: list[Term]) -> int:
    """File what the demo school filed in `terms`; returns the number of records."""
    total = 0
    for term in terms:
        calendar = Calendar.between(term.starts_on, term.ends_on)
        drafts = _drafts_of_term(rng, school, term, calendar)
        while batch := list(islice(drafts, BATCH)):
            _insert(rng, batch)
            total += len(batch)
    return total


def _drafts_of_term(rng: Random, school: School, term: Term, calendar: Calendar) -> Iterator[Draft]:
    last = min(term.ends_on, school.today)
    days = [
        day
        for n in range((last - term.starts_on).days + 1)
        if calendar.is_working_day(day := term.starts_on + timedelta(days=n))
    ]
    weeks = [list(week) for _number, week in groupby(days, key=term.week_of)]
    share = len(days) / max(1, (term.ends_on - term.starts_on).days * 5 / 7)
    for person in school.people:
        if not days or not person.is_teacher or person.subject is None:
            continue
        diligence = _diligence(rng, person)
        for writer in demo_writers:
            # Term documents arrive in the last weeks, reflections all along.
            wanted = writer.per_term * min(1, share) * diligence
            if writer.per_term <= 1 and share < 1:
                wanted *= 0.6
            count = int(wanted) + (rng.random() < wanted % 1)
            for day in _spread(rng, weeks, count):
                yield _draft(rng, school, term, person, writer, day)


def _diligence(rng: Random, person: User) -> float:
    """Most do what they owe, some more, a few are far behind."""
    if person.is_demo and person.staff_number == "teacher":
        return 0.9
    return rng.choice([1.3, 1.25, 1.2, 1.2, 1.15, 1.1, 1.0, 0.9, 0.7, 0.3])


def _spread(rng: Random, weeks: list[list[date]], count: int) -> list[date]:
    """One day out of each of `count` equal parts of the weeks, short weeks counting as whole ones.

    People file about as often as they are asked, and are asked by the week.
    """
    places = ((i + rng.random()) * len(weeks) / count for i in range(count))
    return [weeks[int(at)][int(at % 1 * len(weeks[int(at)]))] for at in places]


def _draft(
    rng: Random, school: School, term: Term, person: User, writer: DemoWriter, day: date
) -> Draft:
    kind = kinds.get(writer.slug)
    classes = person.grade_classes.split("、")
    occasion = Occasion(day, person.subject, person.subject.name, rng.choice(classes))
    fields = writer.write(rng, occasion)
    reviewer = _reviewer(school, kind, person)
    state = _state(rng, kind, school.today, day)
    filed_at = _moment(rng, day, 19)
    record = Record(
        kind=kind.slug,
        author=person,
        term=term,
        group=person.main_group,
        title=fields.pop("title"),
        occurred_on=day,
        state=state,
        visibility=kind.visibility,
        review_level=_level(kind, reviewer, school),
        submitted_at=filed_at if state != State.DRAFT else None,
        opened_at=filed_at + timedelta(days=1) if state in {"accepted", "returned"} else None,
        decided_at=_decided_at(rng, filed_at) if state in {"accepted", "returned"} else None,
        version=VERSIONS[state],
    )
    record.text = _plain(record.title, fields)
    return Draft(kind, record, fields, reviewer)


def _plain(title: str, fields: dict[str, Any]) -> str:
    texts = [value for value in fields.values() if isinstance(value, str)]
    return strip_tags("\n".join([title, *texts]))


def _reviewer(school: School, kind: RecordKind, person: User) -> User | None:
    if kind.reviewer is Reviewer.NOBODY:
        return person
    leader = school.leaders.get(person.main_group_id or 0)
    if kind.reviewer is Reviewer.LEADER and leader and leader != person:
        return leader
    office = school.accounts["office"]
    return office if person != office else school.accounts["principal"]


def _level(kind: RecordKind, reviewer: User | None, school: School) -> str:
    if kind.reviewer is Reviewer.NOBODY:
        return ReviewLevel.NOBODY
    if reviewer == school.accounts["office"]:
        return ReviewLevel.OFFICE
    return ReviewLevel.PRINCIPAL if reviewer == school.accounts["principal"] else ReviewLevel.LEADER


def _state(rng: Random, kind: RecordKind, today: date, day: date) -> str:
    """Old records are decided; of this week's many still wait."""
    if kind.reviewer is Reviewer.NOBODY:
        return State.ACCEPTED
    age = (today - day).days
    if age > 14:
        return State.ACCEPTED
    roll = rng.random()
    if age <= 1 and roll < 0.3:
        return State.DRAFT
    if roll < 0.5:
        return State.SUBMITTED
    return State.RETURNED if roll > 0.95 else State.ACCEPTED


def _moment(rng: Random, day: date, hour: int) -> datetime:
    at = datetime.combine(day, time(min(22, hour + rng.randint(-8, 3)), rng.randint(0, 59)))
    return min(timezone.make_aware(at), clock.now() - timedelta(hours=1))


def _decided_at(rng: Random, filed_at: datetime) -> datetime:
    return filed_at + timedelta(days=rng.randint(0, 4), hours=rng.randint(1, 9))


@transaction.atomic
def _insert(rng: Random, drafts: list[Draft]) -> None:
    now = clock.now()
    for draft in drafts:
        record = draft.record
        record.created_at = record.updated_at = record.submitted_at or now
        if record.decided_at and record.decided_at > now:
            record.decided_at = now
    Record.objects.bulk_create([d.record for d in drafts])
    by_model: dict[type[models.Model], list[Draft]] = {}
    for draft in drafts:
        by_model.setdefault(draft.kind.model, []).append(draft)
    for model, group in by_model.items():
        insert_halves(model, group)
    Participation.objects.bulk_create(
        [
            Participation(record=d.record, person_id=d.record.author_id, part=Part.AUTHOR)
            for d in drafts
            if d.record.submitted_at
        ]
    )
    Review.objects.bulk_create([review for d in drafts for review in _reviews(rng, d)])
    Comment.objects.bulk_create(_comments(rng, drafts))


def insert_halves(model: type[models.Model], drafts: Sequence[Half]) -> None:
    """The rows of the kind's own table; those of the record are there already."""
    fields = model._meta.local_concrete_fields
    objects = [model(record_ptr_id=d.record.pk, **d.fields) for d in drafts]
    size = max(1, min(500, connection.features.max_query_params or 60000) // len(fields))
    for start in range(0, len(objects), size):
        query = models.sql.InsertQuery(model)
        query.insert_values(fields, objects[start : start + size], raw=True)
        query.get_compiler(connection=connection).execute_sql()


def _reviews(rng: Random, draft: Draft) -> Iterator[Review]:
    record = draft.record
    if record.submitted_at is None:
        return
    yield Review(
        record=record,
        by_id=record.author_id,
        from_state=State.DRAFT,
        to_state=State.SUBMITTED,
        at=record.submitted_at,
        version=VERSIONS[State.SUBMITTED],
    )
    if record.state in {State.ACCEPTED, State.RETURNED}:
        returned = record.state == State.RETURNED
        yield Review(
            record=record,
            by=draft.reviewer,
            from_state=State.SUBMITTED,
            to_state=record.state,
            words=rng.choice(RETURNED_WORDS) if returned else "",
            at=record.decided_at or record.submitted_at,
            version=record.version,
        )


def _comments(rng: Random, drafts: list[Draft]) -> list[Comment]:
    by_group: dict[int | None, list[int]] = {}
    for draft in drafts:
        by_group.setdefault(draft.record.group_id, []).append(draft.record.author_id)
    rows = []
    for draft in drafts:
        if draft.record.state == State.ACCEPTED and rng.random() < 0.04:
            author = rng.choice(by_group[draft.record.group_id])
            rows.append(Comment(record=draft.record, author_id=author, body=rng.choice(COMMENTS)))
    return rows
