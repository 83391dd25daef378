"""The demo school's timetable: every teacher of the current term, and a few substitutions.

A class has one teacher for each subject. Teachers get the classes that their
record names where they are free, then others of their grade, until they have
ten to fourteen lessons a week. Reflections of the term tell of these lessons.
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
from research.reflections.models import LessonReflection
from research.timetable.lessons import Lesson, lessons_between
from research.timetable.models import Change, ChangeState, Entry, Substitution, Weeks

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

Slot = tuple[int, int]

FEWEST, MOST = 10, 14
WEEKDAYS, PERIODS = range(1, 6), range(1, 9)
#: As in most schools, one afternoon a week is kept free for the subject's research.
RESEARCH_AFTERNOONS = {"语文": 3, "数学": 2, "英语": 4, "物理": 1, "化学": 1}
AFTERNOON = 5
LESSONS_A_WEEK = {"语文": 6, "数学": 6, "英语": 6, "物理": 4, "化学": 4, "体育": 3}
#: Taught every other week in some classes.
ALTERNATING = {"音乐", "美术", "心理健康", "信息科技"}
SHARE_ALTERNATING = 0.4
REASONS = ["外出参加区教研活动", "病假", "赴外校听课", "培训学习", "家中有事"]


class Weekly:
    """The week being filled: who and which class is taken when."""

    def __init__(self, rng: Random, term: Term) -> None:
        self.rng, self.term = rng, term
        self.teachers: dict[int, set[Slot]] = defaultdict(set)
        self.classes: dict[str, set[Slot]] = defaultdict(set)
        self.courses: dict[tuple[str, int], list[Entry]] = defaultdict(list)
        self.entries: list[Entry] = []

    def fill(self, person: User) -> None:
        """Class after class, until the person has enough."""
        assert person.subject is not None  # noqa: S101 - see play_timetable
        wanted = self.rng.randint(FEWEST, MOST)
        a_week = LESSONS_A_WEEK.get(person.subject.name, 2)
        for name in classes_of(person, self.rng):
            if wanted <= 0:
                return
            if not self.courses[name, person.subject.pk]:
                wanted -= self._teach(person, name, min(a_week, wanted))

    def _teach(self, person: User, name: str, lessons: int) -> int:
        """One lesson a day, a second where the week is too short; returns how many fitted."""
        slots = [(day, period) for day in WEEKDAYS for period in PERIODS]
        self.rng.shuffle(slots)
        days: dict[int, int] = defaultdict(int)
        for at_most in (1, 2):
            for slot in slots:
                if sum(days.values()) == lessons:
                    break
                if days[slot[0]] < at_most and self._is_free(person, name, slot):
                    days[slot[0]] += 1
                    self._add(person, name, slot)
        return sum(days.values())

    def _is_free(self, person: User, name: str, slot: Slot) -> bool:
        kept_free = RESEARCH_AFTERNOONS.get(person.subject.name if person.subject else "")
        if slot[0] == kept_free and slot[1] >= AFTERNOON:
            return False
        return slot not in self.teachers[person.pk] and slot not in self.classes[name]

    def _add(self, person: User, name: str, slot: Slot) -> None:
        self.teachers[person.pk].add(slot)
        self.classes[name].add(slot)
        assert person.subject is not None  # noqa: S101 - see play_timetable
        weeks = Weeks.EVERY
        if person.subject.name in ALTERNATING and self.rng.random() < SHARE_ALTERNATING:
            weeks = self.rng.choice([Weeks.ODD, Weeks.EVEN])
        entry = Entry(
            term=self.term,
            person=person,
            weekday=slot[0],
            period=slot[1],
            class_name=name,
            subject=person.subject,
            weeks=weeks,
        )
        self.courses[name, person.subject.pk].append(entry)
        self.entries.append(entry)


def classes_of(person: User, rng: Random) -> list[str]:
    """The classes that their record names, then the others of the grade."""
    own = [parse_class(said) or "" for said in person.grade_classes.split("、") if said]
    grade = own[0][0] if own else rng.choice("七八九")
    others = [f"{grade}({number})班" for number in range(1, 13)]
    rng.shuffle(others)
    others += [f"{grade}({number})班" for number in range(13, 31)]
    return list(dict.fromkeys([*own, *others]))


def play_timetable(rng: Random, school: School, terms: list[Term]) -> None:
    """Entries and substitutions of the current term."""
    term = next((term for term in terms if term.is_current), None)
    if term is None:
        return
    week = Weekly(rng, term)
    # The teacher that the demo shows comes first, and so has the classes of the record.
    shown_first = sorted(school.people, key=lambda p: p.staff_number != "teacher")
    for person in shown_first:
        if person.is_teacher and person.subject is not None:
            week.fill(person)
    Entry.objects.bulk_create(week.entries, batch_size=500)
    _substitute(rng, school, term)
    _tell_of_lessons(school, term)


def _tell_of_lessons(school: School, term: Term) -> None:
    """Give the term's reflections the class and period of a lesson of their day."""
    taught: dict[tuple[int, date], list[Lesson]] = defaultdict(list)
    for lesson in lessons_between(None, term.starts_on, min(term.ends_on, school.today)):
        taught[lesson.person_id, lesson.day].append(lesson)
    changed = []
    for reflection in LessonReflection.objects.filter(term=term).order_by("pk"):
        lessons = taught.get((reflection.author_id, reflection.occurred_on))
        if lessons:
            lesson = lessons.pop(0)
            reflection.class_name, reflection.period = lesson.class_name, lesson.period
            changed.append(reflection)
    LessonReflection.objects.bulk_update(changed, ["class_name", "period"], batch_size=50)


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
