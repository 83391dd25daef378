"""The demo school's hours: trainings and district sheets of years, claims, a few conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.demo.scenes import DemoScene, demo_scenes
from portal.demo.school import School
from portal.people.models import User
from portal.records.attach import attach_file
from portal.records.decide import accept_record, return_record
from portal.records.models import FormDraft, Part, Participation
from portal.records.submit import submit_record
from portal.terms.models import Term
from research.attendance.models import Attendance, Stage
from research.training.demo_content import (
    AHEAD,
    AT_SCHOOL,
    CLAIMED,
    IN_DISTRICT,
    REJECTED,
    RETURNED,
    certificate,
)
from research.training.follow_claim import reject_claim
from research.training.models import (
    Category,
    HourEntry,
    HourImport,
    HourImportRow,
    Level,
    Source,
    Training,
    TrainingClaim,
    TrainingSession,
)

BATCH = 1000


@dataclass(frozen=True)
class Scenery:
    """Who is on it: the school, its office, its teachers, the terms and the last day."""

    school: School
    office: User
    teachers: list[User]
    terms: list[Term]

    def term_of(self, day: date) -> Term:
        begun = [term for term in self.terms if term.starts_on <= day]
        return max(begun or self.terms[:1], key=lambda term: term.starts_on)


def play(rng: Random, school: School, terms: list[Term]) -> None:
    """Every calendar year that the terms touch; the running one up to today."""
    teachers = [person for person in school.people if person.is_teacher]
    stage = Scenery(
        school, school.accounts["office"], teachers, sorted(terms, key=lambda t: t.starts_on)
    )
    first = min(stage.terms[0].starts_on.year, school.today.year - 4)
    for year in range(first, school.today.year + 1):
        _trainings_of(rng, stage, year)
        _sheet_of(rng, stage, year)
    _training_ahead(stage)
    _claims(rng, stage)


def _there(people: list[User], day: date) -> list[User]:
    return [p for p in people if p.joined_on is None or p.joined_on <= day]


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _trainings_of(rng: Random, stage: Scenery, year: int) -> None:
    """Those that are over by today; attendance only of the last two years."""
    for month, day, title, category, hours, count, share in AT_SCHOOL:
        days = [date(year, month, day) + timedelta(days=7 * n) for n in range(count)]
        if days[-1] >= stage.school.today or days[0] < stage.terms[0].starts_on:
            continue
        training = _training(stage, title, category, given_on=days[-1])
        sessions = [_session(stage, training, day, hours, Stage.HELD) for day in days]
        came = [p for p in _there(stage.teachers, days[0]) if rng.random() < share]
        attended = {p: [s for s in sessions if rng.random() < 0.95] or sessions for p in came}
        HourEntry.objects.bulk_create(
            [_credit(training, person, seen) for person, seen in attended.items()],
            batch_size=BATCH,
        )
        if year >= stage.school.today.year - 1:
            _attendance(stage, sessions, attended)


def _training(stage: Scenery, title: str, category: str, given_on: date | None) -> Training:
    return Training.objects.create(
        title=title,
        category=category,
        organiser="教科室",
        created_by=stage.office,
        given_at=_moment(given_on, 17) if given_on else None,
        given_by=stage.office if given_on else None,
    )


def _session(
    stage: Scenery, training: Training, day: date, hours: int, state: str
) -> TrainingSession:
    return TrainingSession.objects.create(
        kind="training_session",
        author=stage.office,
        term=stage.term_of(day),
        training=training,
        title=training.title,
        occurred_on=day,
        visibility="school",
        is_announced=True,
        stage=state,
        starts_at=_moment(day, 14 if hours < 6 else 9),
        ends_at=_moment(day, 14 + hours if hours < 6 else 9 + hours),
        place="报告厅",
        hours=Decimal(hours),
    )


def _credit(training: Training, person: User, seen: list[TrainingSession]) -> HourEntry:
    first, last = seen[0].occurred_on, seen[-1].occurred_on
    return HourEntry(
        person=person,
        year=first.year,
        source=Source.SESSION,
        key=f"session:{training.pk}:{first.year}",
        category=training.category,
        title=training.title,
        organiser=training.organiser,
        level=training.level,
        starts_on=first,
        ends_on=last,
        hours=sum((session.hours for session in seen), Decimal(0)),
        training=training,
        record_id=seen[0].pk,
    )


def _attendance(
    stage: Scenery,
    sessions: list[TrainingSession],
    attended: dict[User, list[TrainingSession]],
) -> None:
    rows, given = [], []
    for session in sessions:
        for person in _there(stage.teachers, session.occurred_on):
            came = session in attended.get(person, ())
            rows.append(
                Attendance(
                    record_id=session.pk,
                    person=person,
                    status="present" if came else "absent",
                    signed_at=session.starts_at if came else None,
                    how="qr" if came else "",
                    where="on_site" if came else "",
                )
            )
            if came:
                given.append(
                    Participation(
                        record_id=session.pk, person=person, part=Part.ATTENDEE, detail="出席"
                    )
                )
    Attendance.objects.bulk_create(rows, batch_size=BATCH)
    Participation.objects.bulk_create(given, batch_size=BATCH)


def _training_ahead(stage: Scenery) -> None:
    """One that everybody is expected at, in a week or two."""
    title, category, hours = AHEAD
    day = stage.school.today + timedelta(days=9)
    while day.weekday() != 2:
        day += timedelta(days=1)
    training = _training(stage, title, category, given_on=None)
    session = _session(stage, training, day, hours, Stage.ANNOUNCED)
    Attendance.objects.bulk_create(
        [Attendance(record_id=session.pk, person=person) for person in stage.teachers]
    )


def _sheet_of(rng: Random, stage: Scenery, year: int) -> None:
    """The district's export: of a past year whole, of the running one up to last month."""
    as_of = min(date(year, 12, 31), stage.school.today - timedelta(days=6))
    if as_of.year < year:
        return
    run = HourImport.objects.create(
        owner=stage.office,
        file_name=f"{year}年继续教育学时导出表.xlsx",
        year=year,
        as_of=as_of,
        state=HourImport.State.DONE,
        version=1,
        applied_at=_moment(as_of + timedelta(days=2), 10),
    )
    entries = list(_district_lines(rng, stage, run))
    HourEntry.objects.bulk_create(entries, batch_size=BATCH)
    is_running = year == stage.school.today.year
    rows = _rows_of(run, entries if is_running else entries[:50])
    HourImportRow.objects.bulk_create(rows, batch_size=BATCH)
    run.counts = {"new": len(rows)}
    run.report = {"has_lines": True, "filled": len(rows), "sheets": ["学时明细"], "columns": []}
    run.save(update_fields=["counts", "report"])
    # The moment of the upload is set by the row itself when it is made.
    HourImport.objects.filter(pk=run.pk).update(created_at=run.applied_at)


def _district_lines(rng: Random, stage: Scenery, run: HourImport) -> Iterator[HourEntry]:
    """Most have enough; some are behind. What was held at school is there too, for most."""
    number = 1
    for person in _there(stage.teachers, date(run.year, 1, 31)):
        zeal = rng.choice([0.95, 0.9, 0.9, 0.85, 0.85, 0.8, 0.7, 0.5])
        for month, title, category, organiser, choices in IN_DISTRICT:
            day = date(run.year, month, 3 + 7 * (month % 3))
            if day > run.as_of or rng.random() > zeal:
                continue
            number += 1
            days = 20 if category == Category.ONLINE else 0
            hours = rng.choice(choices)
            yield _district(run, person, number, title, category, organiser, day, days, hours)
        for title, category, day, hours in _also_there(rng, stage, run):  # type: ignore[assignment]
            number += 1
            yield _district(run, person, number, title, category, "教科室", day, 7, hours)


def _also_there(
    rng: Random, stage: Scenery, run: HourImport
) -> Iterator[tuple[str, str, date, int]]:
    """The ethics training was reported to the district, for a few with other figures.

    Of the years before the portal the school reported everything.
    """
    month, first, title, category, hours, count, _share = AT_SCHOOL[0]
    day = date(run.year, month, first)
    if day <= run.as_of and rng.random() < 0.97:
        yield title, category, day, hours if rng.random() < 0.06 else hours * count
    if date(run.year, 8, 27) < stage.terms[0].starts_on:
        hours = rng.choice([16, 20, 24])
        yield "校本研修（学校上报）", Category.SCHOOL_BASED, date(run.year, 12, 1), hours


def _district(
    run: HourImport,
    person: User,
    number: int,
    title: str,
    category: str,
    organiser: str,
    day: date,
    days: int,
    hours: int,
) -> HourEntry:
    level = Level.CITY if organiser.startswith("市") else Level.DISTRICT
    return HourEntry(
        person=person,
        year=run.year,
        source=Source.DISTRICT,
        key=f"district:JN{run.year}{number:05d}",
        category=category,
        title=title,
        organiser=organiser,
        level=level,
        starts_on=day,
        ends_on=day + timedelta(days=days),
        hours=Decimal(hours),
        certificate_number=f"JN{run.year}{number:05d}",
        run=run,
        row_number=number + 2,
    )


def _rows_of(run: HourImport, entries: list[HourEntry]) -> list[HourImportRow]:
    return [
        HourImportRow(
            run=run,
            position=position,
            sheet="学时明细",
            number=entry.row_number or 0,
            outcome="new",
            person_id=entry.person_id,
            key=entry.key,
            values={
                "name": entry.person.name,
                "staff_number": entry.person.staff_number,
                "title": entry.title,
                "category": entry.category,
                "starts_on": entry.starts_on.isoformat(),
                "ends_on": entry.ends_on.isoformat(),
                "hours": str(entry.hours),
                "year": entry.year,
            },
            was={},
        )
        for position, entry in enumerate(entries)
    ]


def _claims(rng: Random, stage: Scenery) -> None:
    """Of this year: most verified, some waiting, one sent back, one not recognised, conflicts."""
    people = [p for p in stage.teachers if p != stage.office]
    chosen = rng.sample(people, k=min(26, len(people)))
    teacher = stage.school.accounts["teacher"]
    chosen = [teacher, *(p for p in chosen if p != teacher)]
    picture = certificate()
    for number, person in enumerate(chosen):
        title, category, organiser, hours, level = CLAIMED[number % len(CLAIMED)]
        day = stage.school.today - timedelta(days=rng.randint(8, 80))
        claim = _claim(stage, person, picture, title, category, organiser, hours, level, day)
        _decide(stage, claim, number)
        if number % 6 == 5:
            _conflict(rng, stage, claim, number)


def _claim(
    stage: Scenery,
    person: User,
    picture: bytes,
    title: str,
    category: str,
    organiser: str,
    hours: int,
    level: str,
    day: date,
) -> TrainingClaim:
    claim = TrainingClaim.objects.create(
        kind="training_claim",
        author=person,
        group=person.main_group,
        term=stage.term_of(day),
        title=title,
        occurred_on=day,
        ends_on=day + timedelta(days=2),
        visibility="named",
        category=category,
        organiser=organiser,
        level=level,
        hours=Decimal(hours),
        text=f"{title}\n{organiser}",
    )
    draft = FormDraft.objects.create(person=person, kind=claim.kind)
    attach_file(
        SimpleUploadedFile("证书.jpg", picture, content_type="image/jpeg"), by=person, draft=draft
    )
    draft.attachments.update(record=claim, draft=None)
    draft.delete()
    submit_record(claim, by=person)
    return claim


def _decide(stage: Scenery, claim: TrainingClaim, number: int) -> None:
    office = stage.office if claim.author != stage.office else stage.school.accounts["principal"]
    if number % 9 == 4:
        return_record(claim, by=office, words=RETURNED)
    elif number % 13 == 7:
        reject_claim(claim, by=office, words=REJECTED)
    elif number % 3:
        accept_record(claim, by=office)


def _conflict(rng: Random, stage: Scenery, claim: TrainingClaim, number: int) -> None:
    """The district knows the same training by other hours, another day or category."""
    run = HourImport.objects.filter(year=claim.last_day.year).order_by("-pk").first()
    if run is None:
        return
    hours = int(claim.hours or 0)
    entry = _district(
        run,
        claim.author,
        90_000 + number,
        claim.title,
        claim.category,
        claim.organiser,
        claim.occurred_on,
        2,
        rng.choice([max(2, hours - 4), hours, hours + 2]),
    )
    if entry.hours == hours:
        entry.category = Category.DISTRICT_MENU
    entry.save()


demo_scenes.register(DemoScene(slug="training", play=play, position=40))
