"""The demo school's activities: every second week in each group, held until today, then planned.

Our own sentences, recombined; inserted in bulk. Some are late with their
minutes, one waits for the office, and a few decisions are still open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags

from portal.demo.history import insert_halves
from portal.demo.scenes import DemoScene, demo_scenes
from portal.demo.school import School
from portal.people.models import Group, GroupKind, Membership, User
from portal.records.models import Part, Participation, Record, Review, ReviewLevel, State
from portal.terms.calendar import Calendar
from portal.terms.models import Term
from research.activities import demo_discussions  # noqa: F401 - a scene of its own
from research.activities.demo_words import (
    AGENDA,
    CONSENSUS,
    DECISIONS,
    DONE,
    LEAVE,
    PLACES,
    POINTS,
    PREP_TOPICS,
    PROCESS,
    TOPICS,
)
from research.activities.models import Activity, ActivityKind, AgendaItem, AreaGroup, Decision
from research.attendance.credit import word_for
from research.attendance.models import Attendance, How, Stage, Status, Where

SINCE_HELD = timedelta(days=10)
PER_TERM = 8


@dataclass
class Meeting:
    """One activity to be: the record, the fields of its kind, and the people in it."""

    record: Record
    fields: dict[str, Any]
    members: list[User]
    speaker: User
    recorder: User
    agenda: list[tuple[str, User]] = field(default_factory=list)
    rows: list[Attendance] = field(default_factory=list)

    @property
    def is_held(self) -> bool:
        return self.fields["stage"] == Stage.HELD


def play(rng: Random, school: School, terms: list[Term]) -> None:
    """Eight a term for each group of three and more; two for the collaboration area."""
    members = _members()
    area = _make_area(school)
    for group in area_groups(area):
        members[area.pk] += members[group]
    groups = [
        group
        for group in Group.objects.filter(kind__in=["research_group", "prep_group"]).order_by("pk")
        if len(members[group.pk]) > 1
    ]
    for term in terms:
        _insert([m for g in groups for m in _of_group(rng, school, term, g, members[g.pk])])
        _insert(list(_of_area(rng, school, term, area, members[area.pk])))


def _members() -> dict[int, list[tuple[User, bool]]]:
    """Group → its members and whether they lead it, the leader first."""
    found: dict[int, list[tuple[User, bool]]] = defaultdict(list)
    rows = Membership.objects.select_related("person").order_by("-is_leader", "pk")
    for row in rows:
        found[row.group_id].append((row.person, row.is_leader))
    return found


def area_groups(area: Group) -> list[int]:
    return list(AreaGroup.objects.filter(area=area).values_list("group_id", flat=True))


def _of_area(
    rng: Random, school: School, term: Term, area: Group, members: list[tuple[User, bool]]
) -> Iterator[Meeting]:
    """Two a term, on Friday afternoon."""
    people = list({person.pk: person for person, _leads in members}.values())
    calendar = Calendar.between(term.starts_on, term.ends_on)
    for number, week in enumerate((5, 12)):
        day = calendar.next_working_day(term.first_monday + timedelta(weeks=week, days=4))
        yield _meeting(rng, school, term, area, people, (day, number, "文科", False))


def _make_area(school: School) -> Group:
    area, _ = Group.objects.get_or_create(kind=GroupKind.COLLAB_AREA, name="文科教研协作区")
    for name in ("语文教研组", "英语教研组", "政史地教研组"):
        AreaGroup.objects.get_or_create(area=area, group=school.groups[name])
    return area


def _of_group(
    rng: Random, school: School, term: Term, group: Group, members: list[tuple[User, bool]]
) -> Iterator[Meeting]:
    people = [person for person, _leads in members]
    calendar = Calendar.between(term.starts_on, term.ends_on)
    is_prep = group.kind == GroupKind.PREP_GROUP
    # Research groups meet on Wednesday afternoon, preparation groups on another day each.
    first = term.first_monday + timedelta(days=2 if not is_prep else 3 + group.pk % 2, weeks=1)
    subject = group.name.removesuffix("教研组").removesuffix("备课组")
    for number in range(PER_TERM):
        day = calendar.next_working_day(first + timedelta(weeks=2 * number))
        if day > term.ends_on:
            return
        yield _meeting(rng, school, term, group, people, (day, number, subject, is_prep))


def _meeting(
    rng: Random,
    school: School,
    term: Term,
    group: Group,
    people: list[User],
    facts: tuple[date, int, str, bool],
) -> Meeting:
    day, number, subject, is_prep = facts
    leader = people[0]
    topic, kind = _topic(rng, subject, number, is_prep=is_prep)
    begins = timezone.make_aware(datetime.combine(day, time(15, 30) if is_prep else time(14)))
    stage = _stage(school, day, number)
    state, handed_in = _state(rng, school, begins, stage)
    speaker = people[(number + 1) % len(people)]
    recorder = people[(number + 2) % len(people)]
    texts = (
        _minutes(rng, topic, speaker)
        if state != State.DRAFT
        else dict.fromkeys(Activity.MINUTES, "")
    )
    fields = {
        "stage": stage,
        "mode": "on_site",
        "place": rng.choice(PLACES),
        "starts_at": begins,
        "ends_at": begins + timedelta(minutes=45 if is_prep else 90),
        "activity_kind": kind,
        "topic": topic,
        "chair_id": leader.pk,
        "announced_at": begins - timedelta(days=5) if stage != Stage.PLANNED else None,
        "held_at": begins - timedelta(minutes=4) if stage == Stage.HELD else None,
        **texts,
    }
    record = _record(school, term, group, leader, (topic, day, state, handed_in), texts)
    agenda = [(words.format(topic=topic), speaker) for words in rng.sample(AGENDA, k=2)]
    return Meeting(
        record, fields, people, speaker, recorder, agenda, _attendances(rng, people, stage, begins)
    )


def _topic(rng: Random, subject: str, number: int, *, is_prep: bool) -> tuple[str, str]:
    if is_prep:
        return PREP_TOPICS[number % len(PREP_TOPICS)], ActivityKind.COLLECTIVE_PREP
    topic, kind = TOPICS[(number + len(subject)) % len(TOPICS)]
    return topic.format(subject=subject), kind


def _stage(school: School, day: date, number: int) -> str:
    if day < school.today:
        return Stage.HELD
    return Stage.ANNOUNCED if day <= school.today + timedelta(days=14) else Stage.PLANNED


def _state(
    rng: Random, school: School, begins: datetime, stage: str
) -> tuple[str, datetime | None]:
    """What was held long ago is accepted; of the last days' some wait, one in six is late."""
    if stage != Stage.HELD:
        return State.DRAFT, None
    handed_in = begins + timedelta(days=rng.choice([0, 1, 1, 2, 3, 6]), hours=3)
    now = timezone.make_aware(datetime.combine(school.today, time(8)))
    if handed_in > now:
        return State.DRAFT, None
    if now - begins > SINCE_HELD:
        return State.ACCEPTED, handed_in
    return (State.SUBMITTED if rng.random() < 0.8 else State.DRAFT), handed_in


def _record(
    school: School,
    term: Term,
    group: Group,
    leader: User,
    facts: tuple[str, date, str, datetime | None],
    texts: dict[str, str],
) -> Record:
    topic, day, state, handed_in = facts
    is_filed = state != State.DRAFT
    is_decided = state == State.ACCEPTED
    return Record(
        kind="activity",
        author=leader,
        term=term,
        group=group,
        title=topic,
        occurred_on=day,
        state=state,
        visibility="school",
        is_announced=True,
        review_level=_level(school, leader) if is_filed else ReviewLevel.NOBODY,
        submitted_at=handed_in if is_filed else None,
        opened_at=handed_in + timedelta(hours=20) if is_decided and handed_in else None,
        decided_at=handed_in + timedelta(hours=21) if is_decided and handed_in else None,
        version={State.DRAFT: 2, State.SUBMITTED: 3, State.ACCEPTED: 4}[State(state)],
        text=strip_tags("\n".join([topic, *texts.values()])),
    )


def _level(school: School, leader: User) -> str:
    is_own = leader.pk == school.accounts["office"].pk
    return ReviewLevel.PRINCIPAL if is_own else ReviewLevel.OFFICE


def _minutes(rng: Random, topic: str, speaker: User) -> dict[str, str]:
    names = {"topic": topic, "speaker": speaker.name}

    def some(sentences: list[str], count: int) -> str:
        chosen = rng.sample(sentences, k=count)
        return "".join(f"<p>{sentence.format(**names)}</p>" for sentence in chosen)

    return {
        "process": some(PROCESS, 3),
        "points": some(POINTS, 3),
        "consensus": some(CONSENSUS, 2),
    }


def _attendances(rng: Random, people: list[User], stage: str, begins: datetime) -> list[Attendance]:
    if stage != Stage.HELD:
        return [Attendance(person=person) for person in people]
    rows = []
    for number, person in enumerate(people):
        roll = rng.random() if number else 0
        if roll > 0.97:
            rows.append(Attendance(person=person, status=Status.ABSENT))
        elif roll > 0.93:
            rows.append(Attendance(person=person, status=Status.LEAVE, reason=rng.choice(LEAVE)))
        else:
            is_late = roll > 0.9
            minutes = rng.randint(11, 14) if is_late else rng.randint(-12, 4)
            rows.append(
                Attendance(
                    person=person,
                    status=Status.LATE if is_late else Status.PRESENT,
                    where=Where.ON_SITE,
                    how=How.QR,
                    signed_at=begins + timedelta(minutes=minutes),
                )
            )
    return rows


def _insert(meetings: list[Meeting]) -> None:
    """Both halves of the records, then everything that hangs off them, in bulk."""
    for meeting in meetings:
        moment = meeting.record.submitted_at or timezone.now()
        meeting.record.created_at = meeting.record.updated_at = moment
    Record.objects.bulk_create([m.record for m in meetings], batch_size=500)
    insert_halves(Activity, meetings)
    _insert_people(meetings)
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                activity_id=m.record.pk,
                position=position,
                words=words,
                presenter=presenter,
                added_by_id=m.record.author_id,
            )
            for m in meetings
            for position, (words, presenter) in enumerate(m.agenda)
        ],
        batch_size=500,
    )
    deciders = _deciders()
    reviews = [review for m in meetings for review in _reviews(m.record, deciders)]
    Review.objects.bulk_create(reviews, batch_size=500)
    Decision.objects.bulk_create([d for m in meetings for d in _decisions(m)], batch_size=500)


def _insert_people(meetings: list[Meeting]) -> None:
    speakers, recorders = Activity.lead_speakers.through, Activity.recorders.through
    speakers.objects.bulk_create(
        [speakers(activity_id=m.record.pk, user_id=m.speaker.pk) for m in meetings], batch_size=500
    )
    recorders.objects.bulk_create(
        [recorders(activity_id=m.record.pk, user_id=m.recorder.pk) for m in meetings],
        batch_size=500,
    )
    for meeting in meetings:
        for row in meeting.rows:
            row.record_id = meeting.record.pk
    rows = [row for meeting in meetings for row in meeting.rows]
    Attendance.objects.bulk_create(rows, batch_size=500)
    Participation.objects.bulk_create(
        [p for m in meetings if m.is_held for p in _participations(m)], batch_size=500
    )


def _participations(meeting: Meeting) -> Iterator[Participation]:
    record = meeting.record
    parts = {
        Part.CHAIR: record.author_id,
        Part.LEAD_SPEAKER: meeting.speaker.pk,
        Part.RECORDER: meeting.recorder.pk,
    }
    if record.submitted_at:
        parts[Part.AUTHOR] = record.author_id
    for part, person in parts.items():
        yield Participation(record=record, person_id=person, part=part)
    for row in meeting.rows:
        if row.has_attended:
            yield Participation(
                record=record,
                person_id=row.person_id,
                part=Part.ATTENDEE,
                detail=_word(row.status),
            )


_WORDS: dict[str, str] = {}


def _word(status: str) -> str:
    """Looked up once: a language is switched for each."""
    if status not in _WORDS:
        _WORDS[status] = word_for(status)
    return _WORDS[status]


def _reviews(record: Record, deciders: dict[str, int]) -> Iterator[Review]:
    if record.submitted_at is None:
        return
    yield Review(
        record=record,
        by_id=record.author_id,
        from_state=State.DRAFT,
        to_state=State.SUBMITTED,
        at=record.submitted_at,
        version=3,
    )
    if record.decided_at is not None:
        yield Review(
            record=record,
            by_id=deciders.get(record.review_level, deciders[ReviewLevel.OFFICE]),
            from_state=State.SUBMITTED,
            to_state=State.ACCEPTED,
            at=record.decided_at,
            version=4,
        )


def _deciders() -> dict[str, int]:
    """Who accepts: the office, or the principal where the office wrote it."""
    rows = User.objects.filter(staff_number__in=["office", "principal"])
    numbers = dict(rows.values_list("staff_number", "pk"))
    return {ReviewLevel.PRINCIPAL: numbers["principal"], ReviewLevel.OFFICE: numbers["office"]}


def _decisions(meeting: Meeting) -> Iterator[Decision]:
    """One at every second activity; those whose day is over are done, but for a few."""
    record = meeting.record
    if record.submitted_at is None or record.pk % 2:
        return
    due_on = record.occurred_on + timedelta(days=14)
    is_done = due_on < timezone.localdate() and record.pk % 14 != 0
    yield Decision(
        activity_id=record.pk,
        text=DECISIONS[record.pk % len(DECISIONS)],
        owner=meeting.speaker,
        due_on=due_on,
        done_at=record.submitted_at + timedelta(days=9) if is_done else None,
        done_words=DONE[record.pk % len(DONE)] if is_done else "",
        added_by_id=record.author_id,
    )


demo_scenes.register(DemoScene("activities", play, position=20))
