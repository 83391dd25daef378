"""Reading the ledger: what each source knows of some people, reckoned year by year.

Everything that a page shows of hours begins here, so that all show the same
figures. A handful of queries whatever the number of people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from portal.deadlines.models import Excuse
from portal.records.kinds import kinds
from research.attendance.models import ATTENDED, Attendance
from research.training.models import (
    HourCycle,
    HourDecision,
    HourEntry,
    HourState,
    Source,
    TrainingSession,
    Verdict,
)
from research.training.reckon import (
    CycleReckoning,
    Line,
    Times,
    YearReckoning,
    cycle_start,
    if_all_comes,
    reckon,
    reckon_cycle,
)
from research.training.rule_book import ActivityRule, RuleBook, Rules
from research.training.same import Group, groups_of, pair_of

if TYPE_CHECKING:
    from portal.people.models import User


@dataclass
class PersonYear:
    """One person's year: groups of lines about one thing each, and what follows from them.

    `total` is the district's, whether it stands or the office decided otherwise.
    """

    person: User
    year: int
    rules: Rules
    times: Times
    groups: list[Group]
    total: Line | None
    total_verdict: str
    planned: list[Line]

    @cached_property
    def reckoning(self) -> YearReckoning:
        return reckon(self.year, self.rules, self.times, self.standing, self.standing_total)

    @cached_property
    def forecast(self) -> YearReckoning:
        """If what waits is verified and what is planned is attended."""
        lines = [*self.standing, *self.planned]
        return if_all_comes(self.year, self.rules, self.times, lines, self.standing_total)

    @property
    def standing(self) -> list[Line]:
        return [group.line for group in self.groups]

    @property
    def standing_total(self) -> Line | None:
        return None if self.total_verdict == Verdict.SCHOOL else self.total


class Ledger:
    """The hours of some people from one year to another, read at once (six queries and one
    for each kind of activity that gives hours).
    """

    def __init__(
        self, people: Iterable[User], first_year: int, last_year: int, *, plans: bool = False
    ) -> None:
        self.people = list(people)
        self.first_year, self.last_year = first_year, last_year
        self.book = RuleBook.load()
        self._lines: dict[tuple[int, int], list[Line]] = defaultdict(list)
        self._totals: dict[tuple[int, int], Line] = {}
        self._planned: dict[tuple[int, int], list[Line]] = defaultdict(list)
        self._read_entries()
        self._read_activities()
        if plans:
            self._read_plans()
        self._leave = _leave_days(self.people, first_year, last_year)
        self._decisions = _decisions_of(self.people)

    def year(self, person: User, year: int) -> PersonYear:
        at = (person.pk, year)
        decisions = self._decisions.get(person.pk, {})
        total = self._totals.get(at)
        verdict = decisions.get(pair_of(total.key, PORTAL), "") if total else ""
        return PersonYear(
            person,
            year,
            self.book.for_year(year),
            self.times_of(person, year),
            groups_of(self._lines.get(at, ()), decisions),
            total,
            verdict,
            self._planned.get(at, []),
        )

    def year_with(self, person: User, year: int, lines: list[Line]) -> PersonYear:
        """As if these lines of the district stood in the ledger, in place of the same ones."""
        at = (person.pk, year)
        keys = {line.key for line in lines}
        kept, total = self._lines.get(at, []), self._totals.get(at)
        new = [line for line in lines if line.source != Source.TOTAL]
        self._lines[at] = [line for line in kept if line.key not in keys] + new
        for line in lines:
            if line.source == Source.TOTAL:
                self._totals[at] = line
        try:
            return self.year(person, year)
        finally:
            self._lines[at] = kept
            if total is None:
                self._totals.pop(at, None)
            else:
                self._totals[at] = total

    def years(self, year: int) -> list[PersonYear]:
        """Everybody's same year, in the order of the people."""
        return [self.year(person, year) for person in self.people]

    def cycle(self, person: User, first_year: int) -> CycleReckoning:
        """The years of the cycle that were read, and have begun."""
        last = min(first_year + 4, self.last_year)
        years = [self.year(person, y).reckoning for y in range(first_year, last + 1)]
        return reckon_cycle(first_year, self.book.for_year(last), years)

    def times_of(self, person: User, year: int) -> Times:
        return Times(
            person.joined_on,
            person.left_on,
            person.taught_since,
            self._leave.get((person.pk, year), 0),
        )

    def _read_entries(self) -> None:
        entries = HourEntry.objects.of(self.people).in_years(self.first_year, self.last_year)
        for entry in entries.exclude(state=HourState.REJECTED):
            at = (entry.person_id, entry.year)
            if entry.source == Source.TOTAL:
                self._totals[at] = line_of(entry)
            else:
                self._lines[at].append(line_of(entry))

    def _read_activities(self) -> None:
        versions = [self.book.for_year(y) for y in range(self.first_year, self.last_year + 1)]
        for slug in sorted({rule.kind for rules in versions for rule in rules.activities}):
            if slug not in kinds:
                continue
            for row in _attended(slug, self.people, self.first_year, self.last_year):
                year = row["record__occurred_on"].year
                for rule in self.book.for_year(year).activities:
                    if rule.kind == slug and row["ended"] - row["begun"] >= _length(rule):
                        self._lines[row["person_id"], year].append(_activity_line(row, rule))

    def _read_plans(self) -> None:
        """Sessions whose hours have not been given, for those expected or seen there."""
        sessions = TrainingSession.objects.standing().filter(
            training__given_at__isnull=True,
            occurred_on__year=self.last_year,
            attendances__person__in=self.people,
            attendances__status__in=("expected", *ATTENDED),
        )
        told = ("pk", "occurred_on", "hours", "training__title", "training__category")
        for person_id, *session in sessions.values_list("attendances__person_id", *told):
            self._planned[person_id, self.last_year].append(_plan_line(*session))


#: The other side of a decision about a district's total: what the portal itself counts.
PORTAL = "portal"


def year_of(person: User, year: int) -> PersonYear:
    return Ledger([person], year, year, plans=True).year(person, year)


def cycle_of(person: User, year: int) -> tuple[Ledger, int]:
    """The ledger of the person's five years that hold `year`, and their first year."""
    stored = HourCycle.objects.filter(person=person).values_list("starts_in", flat=True).first()
    times = Times(person.joined_on, person.left_on, person.taught_since)
    first = cycle_start(year, times, stored)
    return Ledger([person], first, year, plans=True), first


def line_of(entry: HourEntry) -> Line:
    return Line(
        key=entry.key,
        source=entry.source,
        category=entry.category,
        title=entry.title,
        hours=entry.hours,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        state=entry.state,
        certificate=entry.certificate_number,
        organiser=entry.organiser,
        level=entry.level,
        url=reverse("training:hour_entry", args=[entry.pk]),
    )


def _length(rule: ActivityRule) -> timedelta:
    return timedelta(minutes=rule.at_least_minutes)


def _attended(slug: str, people: Iterable[User], first_year: int, last_year: int) -> Iterable[Any]:
    """Who was at which gathering of a kind, with its times; one query."""
    child = f"record__{kinds.get(slug).model._meta.model_name}"
    days = Q(record__occurred_on__gte=date(first_year, 1, 1)) & Q(
        record__occurred_on__lte=date(last_year, 12, 31)
    )
    return (
        Attendance.objects.filter(days, person__in=people, status__in=ATTENDED, record__kind=slug)
        .annotate(begun=F(f"{child}__starts_at"), ended=F(f"{child}__ends_at"))
        .values("person_id", "record_id", "record__title", "record__occurred_on", "begun", "ended")
        .order_by("record_id")
    )


def _activity_line(row: dict[str, Any], rule: ActivityRule) -> Line:
    day = timezone.localdate(row["begun"])
    return Line(
        key=f"activity:{row['record_id']}",
        source=Source.ACTIVITY,
        category=rule.category,
        title=row["record__title"],
        hours=rule.hours,
        starts_on=day,
        ends_on=day,
        kind=rule.kind,
        url=kinds.get(rule.kind).url("detail", pk=row["record_id"]),
    )


def _plan_line(pk: int, day: date, hours: Decimal, title: str, category: str) -> Line:
    return Line(
        key=f"plan:{pk}",
        source=Source.SESSION,
        category=category,
        title=title,
        hours=hours,
        starts_on=day,
        ends_on=day,
        state=HourState.CLAIMED,
    )


def _leave_days(
    people: Iterable[User], first_year: int, last_year: int
) -> dict[tuple[int, int], int]:
    """(person, year) → days of leave in it; one query."""
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    excuses = Excuse.objects.touching(first, last).filter(
        person__in=people, reason="leave", requirement__isnull=True
    )
    days: dict[tuple[int, int], set[date]] = defaultdict(set)
    for excuse in excuses:
        day = max(first, excuse.starts_on)
        while day <= min(last, excuse.ends_on or last):
            days[excuse.person_id, day.year].add(day)
            day += timedelta(days=1)
    return {at: len(found) for at, found in days.items()}


def _decisions_of(people: Iterable[User]) -> dict[int, dict[tuple[str, str], str]]:
    decided: dict[int, dict[tuple[str, str], str]] = defaultdict(dict)
    rows = HourDecision.objects.filter(person__in=people)
    for person_id, one, other, verdict in rows.values_list("person_id", "one", "other", "verdict"):
        decided[person_id][one, other] = verdict
    return decided
