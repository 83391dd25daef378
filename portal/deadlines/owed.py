"""What people owe and how far they are: computed from records, never stored.

A record counts once it is filed: submitted or accepted, not a draft, returned
or withdrawn; accepted is shown apart. In a rhythm each span is paid by its own
records alone: five in one week do not pay for the next (docs/rules.md#owed).

`completion` is the one computation; a person's own page, the matrix, the
dashboard's figures by group and by week, and the reminders all read it. Its
queries do not depend on the number of people, requirements or records:
requirements, people, calendar, excuses, records, and for narrower audiences
memberships and roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal import clock
from portal.deadlines.audience import (
    Audience,
    everyone_owing,
    in_group,
    one_owing,
    reckoning_day,
    staff_owing,
)
from portal.deadlines.models import Excuse, Requirement
from portal.deadlines.overlap import only_the_larger, overlapping
from portal.deadlines.presence import TermWeeks
from portal.deadlines.progress import (
    Cell,
    CompletionTable,
    GroupFigure,
    OwedLine,
    Progress,
    Row,
    WeekFigure,
    due_week,
)
from portal.deadlines.querysets import Filed, filed_by, filed_by_week, take_off_uncounted
from portal.deadlines.shares import Reckoner, Share, has_passed
from portal.people.models import Group, User
from portal.prepared import prepared
from portal.records.kinds import kinds

if TYPE_CHECKING:
    from portal.terms.models import Term

NOTHING_FILED = Filed()


@dataclass
class _Reading:
    """Everything a table is computed from, read in a bounded number of queries."""

    term: Term
    at: datetime
    requirements: list[Requirement]
    people: list[User]
    audience: Audience
    weeks: TermWeeks
    excuses: dict[int, list[Excuse]] = field(default_factory=dict)
    filed: dict[tuple[str, int], Filed] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        return {requirement.kind for requirement in self.requirements}

    def add_excuses(self, excuses: Iterable[Excuse]) -> None:
        by_id = {requirement.pk: requirement for requirement in self.requirements}
        for excuse in excuses:
            if excuse.requirement_id in by_id:
                excuse.requirement = by_id[excuse.requirement_id]
            self.excuses.setdefault(excuse.person_id, []).append(excuse)


def records_url(requirement: Requirement, person: User) -> str:
    """The list behind a cell: the person's records of this kind in this term."""
    base = requirement.record_kind.url("list")
    return f"{base}?scope=school&author={quote(person.staff_number)}&term={requirement.term_id}"


def completion(
    term: Term,
    *,
    group: Group | None = None,
    groups: Iterable[Group] | None = None,
    people: Iterable[User] | None = None,
    requirements: Iterable[Requirement] | None = None,
    at: datetime | None = None,
) -> CompletionTable:
    """How far everyone is under every requirement of the term; 6 to 8 queries.

    `group`, `groups` and `people` narrow the rows, `requirements` the columns.
    """
    within = [group] if group is not None else None if groups is None else list(groups)
    reading = _read(term, within, people, requirements, at or clock.now())
    columns = [_Column(requirement, reading) for requirement in reading.requirements]
    overlaps = overlapping(reading.requirements)
    rows = []
    for person in reading.people:
        pk = person.pk
        excuses = reading.excuses.get(pk, ())
        is_whole = not excuses and reading.weeks.spans_all(person)
        cells = tuple(
            [column.cell(person, pk, None if is_whole else excuses) for column in columns]
        )
        if overlaps:
            cells = only_the_larger(cells, overlaps)
        if any(cells):
            progress = Progress.sum([cell.progress for cell in cells if cell])
            rows.append(Row(person, cells, progress))
    return CompletionTable(
        term, reading.at, reading.requirements, rows, reading.weeks, reading.excuses
    )


def owed_by(
    person: User,
    term: Term,
    *,
    requirements: Iterable[Requirement] | None = None,
    at: datetime | None = None,
) -> list[OwedLine]:
    """What this person owes in the term, the most urgent first; 6 to 8 queries."""
    return lines_of(completion(term, people=[person], requirements=requirements, at=at))


def lines_of(table: CompletionTable) -> list[OwedLine]:
    """The cells of one person's table as lines, the most urgent first."""
    lines = [_line(cell, table.at) for cell in table.cells()]
    far = datetime.max.replace(tzinfo=timezone.get_current_timezone())
    return sorted(lines, key=lambda line: (line.is_met, line.due_at or far))


def completion_by_week(
    term: Term,
    *,
    group: Group | None = None,
    people: Iterable[User] | None = None,
    requirements: Iterable[Requirement] | None = None,
    at: datetime | None = None,
) -> list[WeekFigure]:
    """For each week of the term, what fell due in it and how much of that is met."""
    table = completion(term, group=group, people=people, requirements=requirements, at=at)
    sums = {week.number: [0, 0, 0] for week in table.weeks.weeks}
    for cell in table.cells():
        for part in cell.by_span():
            week = due_week(term, part.span.due_at)
            for i, n in enumerate((part.owed, part.done, part.accepted)):
                sums[week][i] += n
    today = timezone.localdate(table.at)
    return [
        WeekFigure(n, *term.week_bounds(n), *sums[n], has_passed=term.week_of(today) > n)  # type: ignore[misc, arg-type]
        for n in sums
    ]


def completion_by_group(
    term: Term,
    *,
    requirements: Iterable[Requirement] | None = None,
    at: datetime | None = None,
    table: CompletionTable | None = None,
) -> list[GroupFigure]:
    """Each main group's progress, by pinyin; those without one come last."""
    table = table or completion(term, requirements=requirements, at=at)
    by_group: dict[int, list[Row]] = {}
    for row in table.rows:
        by_group.setdefault(row.person.main_group_id or 0, []).append(row)
    figures = [
        GroupFigure(
            rows[0].person.main_group,
            len(rows),
            sum(row.progress.is_behind for row in rows),
            Progress.sum(row.progress for row in rows),
        )
        for rows in by_group.values()
    ]
    return sorted(figures, key=lambda f: (f.group is None, f.group.pinyin if f.group else ""))


def _read(
    term: Term,
    groups: list[Group] | None,
    people: Iterable[User] | None,
    requirements: Iterable[Requirement] | None,
    at: datetime,
) -> _Reading:
    day = reckoning_day(term, timezone.localdate(at))
    asked = requirements_of(term) if requirements is None else list(requirements)
    for requirement in asked:
        requirement.term = term
    reading = _Reading(term, at, asked, [], Audience.on(day, asked), TermWeeks.of(term))
    alone = _only(people) if groups is None else None
    if alone is not None:
        reading.people = one_owing(alone, term, day)
        reading.filed = filed_by(alone.pk, term)
        reading.add_excuses(_excuses_of(alone.pk, term.starts_on, term.ends_on))
    else:
        _read_many(reading, groups, people, day)
    asked_kinds = [kind for kind in kinds if kind.slug in reading.kinds]
    of = None if alone is None else [alone.pk]
    take_off_uncounted(reading.filed, term, asked_kinds, people=of)
    return reading


def _only(people: Iterable[User] | None) -> User | None:
    """The person, where only one is asked about."""
    return people[0] if isinstance(people, list) and len(people) == 1 else None


def _read_many(
    reading: _Reading, groups: list[Group] | None, people: Iterable[User] | None, day: date
) -> None:
    term = reading.term
    if people is None and groups is None:
        reading.people = everyone_owing(term, day)
        _give_groups(reading.people)
        reading.add_excuses(_excuses_in(term.starts_on, term.ends_on))
        reading.filed = filed_by_week(term, reading.kinds)
        return
    staff = staff_owing(term, day)
    if people is not None:
        staff = staff.filter(pk__in=[person.pk for person in people])
    if groups is not None:
        staff = staff.filter(reduce(or_, (in_group(group, day) for group in groups), Q(pk__in=[])))
    reading.people = list(staff.select_related("main_group"))
    ids = [person.pk for person in reading.people]
    excuses = Excuse.objects.touching(term.starts_on, term.ends_on)
    reading.add_excuses(excuses.filter(person__in=ids))
    reading.filed = filed_by_week(term, reading.kinds, people=ids)


@prepared
def _asked_in(term: int) -> QuerySet[Requirement]:
    return Requirement.objects.filter(term_id=term)


def requirements_of(term: Term) -> list[Requirement]:
    """What the term asks, of kinds that are installed; one query."""
    return [requirement for requirement in _asked_in(term.pk) if requirement.kind in kinds]


@prepared
def _excuses_in(first: date, last: date) -> QuerySet[Excuse]:
    return Excuse.objects.touching(first, last)


@prepared
def _excuses_of(person: int, first: date, last: date) -> QuerySet[Excuse]:
    return Excuse.objects.touching(first, last).filter(person_id=person)


@prepared
def _groups() -> QuerySet[Group]:
    return Group.objects.order_by()


def _give_groups(people: Iterable[User]) -> None:
    """Each person's main group: a school has few, so one object serves all its members.

    Put where joined rows stand as well: assigned, each would be checked as a change.
    """
    groups = {group.pk: group for group in _groups()}
    main_group = User._meta.get_field("main_group")
    for person in people:
        if person.main_group_id is not None:
            main_group.set_cached_value(person, groups[person.main_group_id])


class _Column:
    """Fills the cells of one requirement; what many people share is worked out once."""

    def __init__(self, requirement: Requirement, reading: _Reading) -> None:
        self.requirement, self.reading = requirement, reading
        self.asks = reading.audience.asks(requirement)
        self.reckoner = Reckoner(requirement, reading.weeks)
        self.kind, self.is_rhythm = requirement.kind, requirement.is_rhythm
        self.fallen: dict[int, int] = {}
        self.of_term: dict[tuple[int, int, int], Progress] = {}

    def cell(self, person: User, pk: int, excuses: Sequence[Excuse] | None) -> Cell | None:
        """`excuses` None: the person was there from the first day to the last."""
        if not self.asks(person):
            return None
        reckoner = self.reckoner
        share = reckoner.whole if excuses is None else reckoner.share(person, excuses)
        filed = self.reading.filed.get((self.kind, pk), NOTHING_FILED)
        progress = self.in_rhythm(share, filed) if self.is_rhythm else self.in_term(share, filed)
        return Cell(self.requirement, person, share, filed, progress)

    def in_rhythm(self, share: Share, filed: Filed) -> Progress:
        fallen = self.fallen_due(share)
        done, accepted, done_now = _met(share, filed, fallen)
        return Progress(share.owed, done, accepted, fallen * share.each, done_now)

    def in_term(self, share: Share, filed: Filed) -> Progress:
        """One of a few: most people owe one and have filed it or not."""
        key = (id(share), filed.total, filed.accepted)
        progress = self.of_term.get(key)
        if progress is None:
            each, fallen = share.each, self.fallen_due(share)
            done, accepted = min(filed.total, each), min(filed.accepted, each)
            done_now = done if fallen else 0
            progress = Progress(share.owed, done, accepted, fallen * each, done_now)
            self.of_term[key] = progress
        return progress

    def fallen_due(self, share: Share) -> int:
        fallen = self.fallen.get(id(share))
        if fallen is None:
            fallen = self.fallen[id(share)] = share.fallen_due(self.reading.at)
        return fallen


def _met(share: Share, filed: Filed, fallen: int) -> tuple[int, int, int]:
    """(filed, accepted, filed of the first `fallen` spans), each span no more than it owes."""
    each = share.each
    place_of = share.span_of_week.get
    done = accepted_in_all = done_now = 0
    for week, (n, accepted) in _by_span(share, filed).items():
        place = place_of(week)
        if place is None:
            continue
        # Twice as fast as min(), and there are thousands.
        paid = n if n < each else each  # noqa: FURB136
        done += paid
        accepted_in_all += accepted if accepted < each else each  # noqa: FURB136
        if place < fallen:
            done_now += paid
    return done, accepted_in_all, done_now


def _by_span(share: Share, filed: Filed) -> Mapping[int, tuple[int, int]]:
    """(filed, accepted) of each span, under its first week."""
    if share.is_by_week:
        return filed.weeks
    found: dict[int, tuple[int, int]] = {}
    for week, amounts in filed.weeks.items():
        place = share.span_of_week.get(week)
        if place is not None:
            first = share.spans[place].first_week
            before = found.get(first, (0, 0))
            found[first] = (before[0] + amounts[0], before[1] + amounts[1])
    return found


def _line(cell: Cell, at: datetime) -> OwedLine:
    parts = list(cell.by_span())
    open_parts = [part for part in parts if not part.is_met]
    due_at = (open_parts or parts[-1:])[0].span.due_at if parts else None
    return OwedLine(
        cell,
        due_at,
        is_overdue=bool(open_parts) and due_at is not None and has_passed(due_at, at),
        this_span=next((p for p in parts if not has_passed(p.span.due_at, at)), None),
        past_spans=tuple(p for p in parts if has_passed(p.span.due_at, at)),
    )
