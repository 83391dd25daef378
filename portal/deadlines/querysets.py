"""The vocabulary of reading what is owed, and of counting what was filed for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import Func, Q
from django.db.models.sql.compiler import SQLCompiler

from portal.people.querysets import in_force
from portal.prepared import prepared
from portal.records.models import Record

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from portal.records.kinds import RecordKind
    from portal.terms.models import Term


class RequirementQuerySet(models.QuerySet):
    def in_term(self, term: Term) -> RequirementQuerySet:
        return self.filter(term=term)

    def of_known_kinds(self) -> RequirementQuerySet:
        """Without those of a domain that is no longer installed."""
        from portal.records.kinds import kinds

        return self.filter(kind__in=[kind.slug for kind in kinds])


class ExcuseQuerySet(models.QuerySet):
    def touching(self, first: date, last: date) -> ExcuseQuerySet:
        """Excuses of which at least one day lies between the two days."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)

    def in_force(self, day: date) -> ExcuseQuerySet:
        return self.filter(in_force(day))


class WeekNumber(Func):
    """The week of the term that holds a day, as `Term.week_of` counts it, in SQL."""

    output_field = models.IntegerField()

    def __init__(self, expression: Any, first_monday: date) -> None:
        super().__init__(expression)
        self.first_monday = first_monday

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list[Any]]:
        """Days since a Monday 100 weeks earlier, so that division never meets a negative."""
        sql, params = compiler.compile(self.source_expressions[0])
        monday = self.first_monday.isoformat()
        if connection.vendor == "sqlite":
            days = f"CAST(julianday({sql}) - julianday('{monday}') AS INTEGER)"
        else:
            days = f"({sql} - DATE '{monday}')"
        return f"(({days} + 700) / 7 - 99)", list(params)


@dataclass(slots=True)
class Filed:
    """What one person filed of one kind in a term: in all, and by week."""

    total: int = 0
    accepted: int = 0
    weeks: dict[int, tuple[int, int]] = field(default_factory=dict)

    def take_off(self, week: int, is_accepted: int) -> None:
        """One record of this week that does not count."""
        self.total -= 1
        self.accepted -= is_accepted
        n, accepted = self.weeks[week]
        self.weeks[week] = (n - 1, accepted - is_accepted)


class DaysAndStates(models.Aggregate):
    """The rows of a group as one text, `2026-10-08a,2026-10-09s`: day, first letter of state.

    Read in the order of the index and taken apart here, thousands of records
    cost a third of what a GROUP BY over computed weeks does.
    """

    output_field = models.TextField()

    def __init__(self) -> None:
        super().__init__("occurred_on", "state")

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list[Any]]:
        (day, _), (state, _) = map(compiler.compile, self.get_source_expressions()[:2])
        text = f"CAST({day} AS text) || SUBSTR({state}, 1, 1)"
        joined = f"GROUP_CONCAT({text})" if connection.vendor == "sqlite" else None
        return joined or f"STRING_AGG({text}, ',')", []


class _Place(dict[str, tuple[int, int]]):
    """One record's text → (week of the term, 1 if accepted), worked out once for each day."""

    def __init__(self, term: Term) -> None:
        super().__init__()
        self.term = term

    def __missing__(self, text: str) -> tuple[int, int]:
        week = self.term.week_of(date.fromisoformat(text[:10]))
        place = self[text] = (week, int(text[10:] == "a"))
        return place


NONE = (0, 0)


def filed_by_week(
    term: Term, kinds: Iterable[str], *, people: Iterable[int] | None = None
) -> dict[tuple[str, int], Filed]:
    """(kind, person) → what was filed; one query, answered from the index `record_owed`."""
    rows = Record.objects.in_term(term).filter(kind__in=list(kinds)).filed()
    if people is not None:
        rows = rows.filter(author__in=list(people))
    grouped = rows.order_by().values("kind", "author_id").annotate(texts=DaysAndStates())
    place = _Place(term)
    return {
        (kind, author): _filed_from(map(place.__getitem__, texts.split(",")))
        for kind, author, texts in _plain_rows(grouped.values_list("kind", "author_id", "texts"))
    }


def _filed_from(records: Iterable[tuple[int, int]]) -> Filed:
    """`records`: the week of each, and 1 if it was accepted."""
    weeks: dict[int, tuple[int, int]] = {}
    total = accepted = 0
    for week, is_accepted in records:
        n, done = weeks.get(week, NONE)
        weeks[week] = (n + 1, done + is_accepted)
        total += 1
        accepted += is_accepted
    return Filed(total, accepted, weeks)


def take_off_uncounted(
    filed: dict[tuple[str, int], Filed],
    term: Term,
    kinds: Iterable[RecordKind],
    *,
    people: Iterable[int] | None = None,
) -> None:
    """Leave out what a kind says does not count; a query for each kind that says so."""
    for kind in kinds:
        if kind.uncounted is None:
            continue
        rows = kind.uncounted().in_term(term).filed().order_by()
        if people is not None:
            rows = rows.filter(author__in=list(people))
        for author, day, state in rows.values_list("author_id", "occurred_on", "state"):
            one = filed.get((kind.slug, author))
            if one is not None:
                one.take_off(term.week_of(day), int(state == "accepted"))


@prepared
def _filed_days(person: int, term: int) -> models.QuerySet:
    filed = Record.objects.filter(author_id=person, term_id=term).filed().order_by()
    return filed.values_list("kind", "occurred_on", "state")


def filed_by(person: int, term: Term) -> dict[tuple[str, int], Filed]:
    """The same of one person, counted here: a term of theirs is a few dozen rows; one query."""
    of_kind: dict[str, list[tuple[int, int]]] = {}
    for kind, day, state in _filed_days(person, term.pk):
        of_kind.setdefault(kind, []).append((term.week_of(day), int(state == "accepted")))
    return {(kind, person): _filed_from(records) for kind, records in of_kind.items()}


def _plain_rows(queryset: models.QuerySet) -> list[tuple]:
    """The rows as the database gives them; thousands of whole numbers need no conversion."""
    try:
        sql, params = queryset.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[queryset.db].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
