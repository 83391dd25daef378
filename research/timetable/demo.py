"""The demo school's timetable: every teacher of the current term, and a few substitutions.

Each class has the lessons of its grade once; teachers get the classes that
their record names, then others of their grade, until they have ten to fourteen
lessons a week. Whoever finds no free hour has fewer.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from portal.demo.scenes import DemoScene, demo_scenes
from portal.demo.school import School
from portal.sheets.cells import parse_class
from research.timetable.lessons import Lesson, lessons_between
from research.timetable.models import Change, ChangeState, Entry, Substitution, Weeks

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

FEWEST, MOST = 10, 14
WEEKDAYS, PERIODS = range(1, 6), range(1, 9)
#: As in most schools, one afternoon a week is kept free for the subject's research.
RESEARCH_AFTERNOONS = {"语文": 3, "数学": 2, "英语": 4, "物理": 1, "化学": 1}
REASONS = ["外出参加区教研活动", "病假", "赴外校听课", "培训学习", "家中有事"]


class Weekly:
    """The week being filled: who and which class is taken when."""

    def __init__(self, rng: Random, term: Term) -> None:
        self.rng, self.term = rng, term
        self.teachers: dict[int, set[tuple[int, int]]] = defaultdict(set)
        self.classes: dict[str, set[tuple[int, int]]] = defaultdict(set)
        self.entries: list[Entry] = []

    def fill(self, person: User) -> None:
        """Give the person their lessons, evenly over their classes and days."""
        classes = classes_of(person, self.rng)
        wanted = self.rng.randint(FEWEST, MOST)
        slots = [(day, period) for day in WEEKDAYS for period in PERIODS]
        self.rng.shuffle(slots)
        kept_free = RESEARCH_AFTERNOONS.get(person.subject.name if person.subject else "")
        for day, period in slots:
            if wanted == 0:
                return
            busy = len([slot for slot in self.teachers[person.pk] if slot[0] == day])
            if (day == kept_free and period >= 5) or busy >= 4:
                continue
            name = self._free_class(classes, (day, period))
            if name:
                self._add(person, name, (day, period))
                wanted -= 1

    def _free_class(self, classes: list[str], slot: tuple[int, int]) -> str:
        """The first two are the person's own: others only where neither is free."""
        free = [name for name in classes if slot not in self.classes[name]]
        own = [name for name in free if name in classes[:2]]
        return self.rng.choice(own) if own else (free[0] if free else "")

    def _add(self, person: User, name: str, slot: tuple[int, int]) -> None:
        self.teachers[person.pk].add(slot)
        self.classes[name].add(slot)
        small = person.subject is not None and person.subject.name in {"音乐", "美术", "心理健康"}
        weeks = self.rng.choice([Weeks.ODD, Weeks.EVEN]) if small else Weeks.EVERY
        self.entries.append(
            Entry(
                term=self.term,
                person=person,
                weekday=slot[0],
                period=slot[1],
                class_name=name,
                subject=person.subject,
                weeks=weeks if self.rng.random() < 0.4 else Weeks.EVERY,
            )
        )


def classes_of(person: User, rng: Random) -> list[str]:
    """The classes that their record names, then the others of the grade."""
    own = [parse_class(said) or "" for said in person.grade_classes.split("、") if said]
    grade = own[0][0] if own else rng.choice("七八九")
    others = [f"{grade}({number})班" for number in range(1, 13)]
    rng.shuffle(others)
    return list(dict.fromkeys([*own, *others]))


def play_timetable(rng: Random, school: School, terms: list[Term]) -> None:
    """Entries and substitutions of the current term."""
    term = next((term for term in terms if term.is_current), None)
    if term is None:
        return
    week = Weekly(rng, term)
    for person in school.people:
        if person.is_teacher and person.subject is not None:
            week.fill(person)
    Entry.objects.bulk_create(week.entries, batch_size=500)
    _substitute(rng, school, term)


def _substitute(rng: Random, school: School, term: Term) -> None:
    """A handful of changes in the last two weeks and the next one; one waits for an answer."""
    first = max(term.starts_on, school.today - timedelta(days=14))
    last = min(term.ends_on, school.today + timedelta(days=7))
    if first > last:
        return
    lessons = lessons_between(None, first, last)
    office = school.accounts["office"]
    busy = {(lesson.person_id, lesson.day, lesson.period) for lesson in lessons}
    by_subject: dict[int, list[User]] = defaultdict(list)
    for person in school.people:
        if person.is_teacher and person.subject_id:
            by_subject[person.subject_id].append(person)
    changes: dict[tuple[int, date, int], Substitution] = {}
    chosen = rng.sample(lessons, k=min(len(lessons), max(6, len(school.people) // 8)))
    for n, lesson in enumerate(chosen):
        colleague = _free_colleague(by_subject[lesson.subject_id], lesson, busy)
        waits = n == 0 and lesson.day >= school.today
        change = _change(lesson, colleague, rng.choice(REASONS), office, waits=waits)
        changes.setdefault((lesson.person_id, lesson.day, lesson.period), change)
    Substitution.objects.bulk_create(changes.values())


def _free_colleague(
    people: list[User], lesson: Lesson, busy: set[tuple[int, date, int]]
) -> User | None:
    for person in people:
        hour = (person.pk, lesson.day, lesson.period)
        if person.pk != lesson.person_id and hour not in busy:
            busy.add(hour)
            return person
    return None


def _change(
    lesson: Lesson, colleague: User | None, reason: str, office: User, *, waits: bool
) -> Substitution:
    at = timezone.make_aware(datetime.combine(lesson.day, time(7, 40)))
    return Substitution(
        person=lesson.person,
        date=lesson.day,
        period=lesson.period,
        class_name=lesson.class_name,
        subject_id=lesson.subject_id,
        change=Change.TAKEN_OVER if colleague else Change.CANCELLED,
        substitute=colleague,
        reason=reason,
        state=ChangeState.ASKED if waits else ChangeState.CONFIRMED,
        asked_by=lesson.person if waits else office,
        decided_by=None if waits else office,
        decided_at=None if waits else at,
    )


demo_scenes.register(DemoScene(slug="timetable", play=play_timetable, position=10))
