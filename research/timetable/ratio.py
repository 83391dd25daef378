"""Reflections ÷ lessons taught (反思数 ÷ 授课节数): of the school, a group or a person.

Lessons by the timetable from the term's first day to yesterday (or its last
day); lesson reflections handed in or accepted about the same days. Whoever has
no timetable has no figure, and counts on neither side.
Rule: docs/rules.md#timetable.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db.models import Count

from portal.people.models import User
from portal.records.indicators import Scope
from portal.records.models import State
from research.reflections.models import LessonReflection
from research.timetable.count_taught import counted_until, lessons_taught

if TYPE_CHECKING:
    from portal.terms.models import Term


def percent(part: int, whole: int) -> Decimal | None:
    """One decimal, half up; None where there is nothing to divide by."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class RatioLine:
    """A teacher with both counts."""

    person: User
    lessons: int
    reflections: int

    @property
    def percent(self) -> Decimal | None:
        return percent(self.reflections, self.lessons)


@dataclass(frozen=True)
class Ratio:
    """Everybody of a scope who has a timetable, fewest reflections for their lessons first."""

    term: Term
    until: date
    lines: list[RatioLine]

    @property
    def lessons(self) -> int:
        return sum(line.lessons for line in self.lines)

    @property
    def reflections(self) -> int:
        return sum(line.reflections for line in self.lines)

    @property
    def percent(self) -> Decimal | None:
        return percent(self.reflections, self.lessons)


def ratio_of(term: Term, scope: Scope) -> Ratio:
    """Five queries, whatever the number of people."""
    people = {person.pk: person for person in people_of(scope)}
    until = counted_until(term)
    taught = lessons_taught(term, people=people.keys())
    written = _reflections(term, until, taught)
    lines = [
        RatioLine(people[pk], count, written.get(pk, 0))
        for pk, count in taught.items()
        if pk in people
    ]
    return Ratio(term, until, sorted(lines, key=_urgent))


def _urgent(line: RatioLine) -> tuple[bool, Decimal, str]:
    value = line.percent
    return (value is None, value or Decimal(0), line.person.pinyin)


def people_of(scope: Scope) -> Iterable[User]:
    if scope.person is not None:
        return [scope.person]
    people = User.objects.select_related("main_group")
    return people.filter(main_group=scope.group) if scope.group is not None else people


def _reflections(term: Term, until: date, people: Iterable[int]) -> dict[int, int]:
    rows = LessonReflection.objects.filter(
        author__in=list(people),
        occurred_on__range=(term.starts_on, until),
        state__in=[State.SUBMITTED, State.ACCEPTED],
    )
    counted = rows.order_by().values("author").annotate(n=Count("pk"))
    return dict(counted.values_list("author", "n"))
