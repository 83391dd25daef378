"""The vocabulary of reading what is owed, and of counting what was filed for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import Count, F, Func, Q
from django.db.models.sql.compiler import SQLCompiler

from portal.people.querysets import in_force
from portal.prepared import prepared
from portal.records.models import Record

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

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


@dataclass
class Filed:
    """What one person filed of one kind in a term: in all, and by week."""

    total: int = 0
    accepted: int = 0
    weeks: dict[int, tuple[int, int]] = field(default_factory=dict)


def filed_by_week(
    term: Term, kinds: Iterable[str], *, people: Iterable[int] | None = None
) -> dict[tuple[str, int], Filed]:
    """(kind, person) → what was filed; one query, answered from the index `record_owed`."""
    rows = Record.objects.in_term(term).filter(kind__in=list(kinds)).filed()
    if people is not None:
        rows = rows.filter(author__in=list(people))
    counted = (
        rows.order_by()
        .values("kind", "author_id", week=WeekNumber(F("occurred_on"), term.first_monday))
        .annotate(n=Count("*"), accepted_n=Count("author_id", filter=Q(state="accepted")))
        .values_list("kind", "author_id", "week", "n", "accepted_n")
    )
    found: dict[tuple[str, int], Filed] = {}
    for kind, author, week, n, accepted in _plain_rows(counted):
        filed = found.get((kind, author))
        if filed is None:
            filed = found[kind, author] = Filed()
        filed.total += n
        filed.accepted += accepted
        filed.weeks[week] = (n, accepted)
    return found


@prepared
def _filed_days(person: int, term: int) -> models.QuerySet:
    filed = Record.objects.filter(author_id=person, term_id=term).filed().order_by()
    return filed.values_list("kind", "occurred_on", "state")


def filed_by(person: int, term: Term) -> dict[tuple[str, int], Filed]:
    """The same of one person, counted here: a term of theirs is a few dozen rows; one query."""
    found: dict[tuple[str, int], Filed] = {}
    for kind, day, state in _filed_days(person, term.pk):
        filed = found.setdefault((kind, person), Filed())
        accepted = int(state == "accepted")
        filed.total += 1
        filed.accepted += accepted
        week = term.week_of(day)
        before = filed.weeks.get(week, (0, 0))
        filed.weeks[week] = (before[0] + 1, before[1] + accepted)
    return found


def _plain_rows(queryset: models.QuerySet) -> list[tuple]:
    """The rows as the database gives them; thousands of whole numbers need no conversion."""
    try:
        sql, params = queryset.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[queryset.db].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
