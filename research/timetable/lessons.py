"""The lessons of a span of days: the timetable by the week's parity, and what was changed.

    lessons_on(lin, day)                   what Lin truly teaches that day
    lessons_between([lin, zhou], a, b)     the same of several people; None: of everyone
    week_of_lessons(...)                   with what was moved away or cancelled, for pages

Five queries, whatever the number of people and days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from research.timetable.models import Change, ChangeState, Entry, Period, Substitution
from research.timetable.school_days import SchoolDays, days_between

if TYPE_CHECKING:
    from portal.people.models import User

#: A lesson without a period in the school's clock is shown, and stands at noon for warnings.
NOON = time(12, 0)


class Standing(Enum):
    """What became of a lesson on its day."""

    PLAIN = "plain"
    MOVED_HERE = "moved_here"
    STANDING_IN = "standing_in"
    MOVED_AWAY = "moved_away"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"

    @property
    def is_taught(self) -> bool:
        return self in {Standing.PLAIN, Standing.MOVED_HERE, Standing.STANDING_IN}

    @property
    def label(self) -> object:
        return _LABELS[self]


_LABELS = {
    Standing.PLAIN: "",
    Standing.MOVED_HERE: _("moved here"),
    Standing.STANDING_IN: _("standing in"),
    Standing.MOVED_AWAY: _("moved away"),
    Standing.HANDED_OVER: _("taken over"),
    Standing.CANCELLED: pgettext_lazy("a lesson", "cancelled"),
}
_LEAVES = {
    Change.MOVED: Standing.MOVED_AWAY,
    Change.TAKEN_OVER: Standing.HANDED_OVER,
    Change.CANCELLED: Standing.CANCELLED,
}


@dataclass(frozen=True)
class Lesson:
    """One lesson on one day. `change`: what was changed or, still PLAIN, is asked for."""

    person: User
    day: date
    period: int
    class_name: str
    subject_id: int
    subject: str
    starts: time | None = None
    ends: time | None = None
    standing: Standing = Standing.PLAIN
    change: Substitution | None = None
    entry: Entry | None = None

    @property
    def person_id(self) -> int:
        return self.person.pk

    @property
    def is_taught(self) -> bool:
        return self.standing.is_taught

    @property
    def key(self) -> str:
        """Names the lesson in the agenda."""
        return lesson_key(self.person_id, self.day, self.period)

    @property
    def starts_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, self.starts or NOON))

    @property
    def ends_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, self.ends or NOON))


def lesson_key(person_id: int, day: date, period: int) -> str:
    return f"lesson:{person_id}:{day.isoformat()}:{period}"


@dataclass(frozen=True)
class Timetable:
    """What was read for a span of days; `people` None: of everyone."""

    days: SchoolDays
    entries: Collection[Entry]
    changes: Collection[Substitution]
    periods: dict[int, Period]
    people: frozenset[int] | None = None

    def lessons(self, first: date, last: date) -> list[Lesson]:
        """By day and period, with what was moved away, handed over or cancelled."""
        found = [*self._by_the_timetable(first, last), *self._brought_here(first, last)]
        return sorted(found, key=lambda le: (le.day, le.period, not le.is_taught, le.person.pinyin))

    def _by_the_timetable(self, first: date, last: date) -> Iterator[Lesson]:
        entries: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            entries[entry.term_id, entry.weekday].append(entry)
        changed = {(c.person_id, c.date, c.period): c for c in self.changes}
        for day in days_between(first, last):
            term, weekday = self.days.term_of(day), self.days.weekday_of(day)
            if term is None or weekday is None:
                continue
            week = term.week_of(day)
            for entry in entries[term.pk, weekday]:
                if entry.is_taught_in(week):
                    change = changed.get((entry.person_id, day, entry.period))
                    yield self._from_entry(entry, day, change)

    def _from_entry(self, entry: Entry, day: date, change: Substitution | None) -> Lesson:
        holds = change is not None and change.state == ChangeState.CONFIRMED
        standing = _LEAVES[Change(change.change)] if change and holds else Standing.PLAIN
        return self._lesson(entry.person, day, entry.period, entry, standing, change)

    def _brought_here(self, first: date, last: date) -> Iterator[Lesson]:
        for change in self.changes:
            if change.state != ChangeState.CONFIRMED:
                continue
            if change.change == Change.MOVED:
                person, standing = change.person, Standing.MOVED_HERE
            elif change.change == Change.TAKEN_OVER and change.substitute is not None:
                person, standing = change.substitute, Standing.STANDING_IN
            else:
                continue
            day, period = change.takes_place
            if first <= day <= last and self.days.is_open(day) and self._asks_for(person):
                yield self._lesson(person, day, period, change, standing, change)

    def _asks_for(self, person: User) -> bool:
        return self.people is None or person.pk in self.people

    def _lesson(
        self,
        person: User,
        day: date,
        period: int,
        of: Entry | Substitution,
        standing: Standing,
        change: Substitution | None,
    ) -> Lesson:
        hours = self.periods.get(period)
        return Lesson(
            person=person,
            day=day,
            period=period,
            class_name=of.class_name,
            subject_id=of.subject_id,
            subject=of.subject.name,
            starts=hours.starts if hours else None,
            ends=hours.ends if hours else None,
            standing=standing,
            change=change,
            entry=of if isinstance(of, Entry) else None,
        )


def read_timetable(
    first: date, last: date, *, people: Iterable[User | int] | None = None, class_name: str = ""
) -> Timetable:
    """Everything needed to say what is taught in the span; five queries."""
    ids = None if people is None else frozenset(_ids(people))
    days = SchoolDays.between(first, last)
    entries = Entry.objects.filter(term__in=[term.pk for term in days.terms]).of(ids)
    changes = Substitution.objects.live().touching(first, last).of(ids)
    if class_name:
        entries = entries.filter(class_name=class_name)
        changes = changes.filter(class_name=class_name)
    return Timetable(
        days=days,
        entries=list(entries.select_related("subject", "person")),
        changes=list(changes.select_related("subject", "person", "substitute")),
        periods=Period.objects.in_bulk(field_name="number"),
        people=ids,
    )


def _ids(people: Iterable[User | int]) -> Iterator[int]:
    for person in people:
        yield person if isinstance(person, int) else person.pk


def lessons_between(people: Iterable[User | int] | None, first: date, last: date) -> list[Lesson]:
    """The lessons truly taught, by day and period; five queries."""
    table = read_timetable(first, last, people=people)
    return [lesson for lesson in table.lessons(first, last) if lesson.is_taught]


def keys_of_class(person: User, day: date, class_name: str) -> list[str]:
    """The agenda's keys of the person's lessons with that class on that day.

    Whoever announces one of them as an open lesson is not warned of it; five queries.
    """
    return [lesson.key for lesson in lessons_on(person, day) if lesson.class_name == class_name]


def lessons_on(person: User, day: date) -> list[Lesson]:
    """What the person truly teaches on that day."""
    return lessons_between([person], day, day)
