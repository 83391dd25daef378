"""Who filed how much of some kinds: the numerator and the denominator of an average (人均).

The denominator is the teachers in service, also on leave or seconded. What
others filed (people who have left, or who owe nothing) is in the numerator and
stands in lines of its own, so that the sum is the one that was divided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count

from portal import clock
from portal.people.models import User
from portal.records.models import Record
from portal.records.school_urls import filed_url

if TYPE_CHECKING:
    from portal.people.models import Group
    from portal.people.querysets import UserQuerySet
    from portal.records.kinds import RecordKind
    from portal.terms.models import Term

ONE_DECIMAL = Decimal("0.1")


def teachers_of(group: Group | None) -> UserQuerySet:
    """The people an average is divided by: of the school, or of a group today."""
    people = User.objects.in_service().teachers()
    return people if group is None else people.in_group(group, clock.today())


def average(filed: int, people: int) -> Decimal | None:
    """One decimal; no figure without anybody to divide by."""
    return (Decimal(filed) / people).quantize(ONE_DECIMAL, ROUND_HALF_UP) if people else None


def _by_name(people: UserQuerySet) -> UserQuerySet:
    named = people.select_related("main_group").order_by("pinyin", "staff_number")
    return named.only("name", "staff_number", "main_group__name")


@dataclass(frozen=True)
class PersonLine:
    """`counts` in the order of the kinds; `is_teacher` whether the person is divided by."""

    person: User
    counts: tuple[tuple[int, str], ...]
    total: int
    url: str
    is_teacher: bool


class PerHead:
    """Three queries, whatever the size of the school."""

    def __init__(self, term: Term, group: Group | None, kinds: Sequence[RecordKind]) -> None:
        self.term, self.group, self.kinds = term, group, kinds

    @cached_property
    def lines(self) -> list[PersonLine]:
        """Who filed least comes first; then by pinyin."""
        people = [self._line(person, is_teacher=True) for person in self._teachers]
        return sorted(people, key=lambda line: line.total)

    @cached_property
    def others(self) -> list[PersonLine]:
        """Those who filed and are no longer, or not here, among the teachers."""
        pks = self._filed.keys() - {person.pk for person in self._teachers}
        people = _by_name(User.objects.filter(pk__in=pks)) if pks else []
        return [self._line(person, is_teacher=False) for person in people]

    @property
    def filed(self) -> int:
        return sum(sum(counts.values()) for counts in self._filed.values())

    @property
    def people(self) -> int:
        return len(self._teachers)

    @property
    def average(self) -> Decimal | None:
        return average(self.filed, self.people)

    @property
    def filed_url(self) -> str:
        return self._url()

    @cached_property
    def _teachers(self) -> list[User]:
        return list(_by_name(teachers_of(self.group)))

    @cached_property
    def _filed(self) -> dict[int, dict[str, int]]:
        """Person → kind → how many."""
        records = Record.objects.in_term(self.term).filed()
        records = records.of_kind(*(kind.slug for kind in self.kinds))
        if self.group is not None:
            records = records.in_group(self.group)
        rows = records.order_by().values_list("author_id", "kind").annotate(n=Count("*"))
        filed: dict[int, dict[str, int]] = defaultdict(dict)
        for author, kind, n in rows:
            filed[author][kind] = n
        return filed

    def _line(self, person: User, *, is_teacher: bool) -> PersonLine:
        counts = self._filed.get(person.pk, {})
        of_kinds = [(counts.get(kind.slug, 0), self._url(person, kind.slug)) for kind in self.kinds]
        return PersonLine(
            person, tuple(of_kinds), sum(counts.values()), self._url(person), is_teacher
        )

    def _url(self, person: User | None = None, kind: str = "") -> str:
        return filed_url(
            self.term.pk,
            kinds=[kind] if kind else [each.slug for each in self.kinds],
            group=self.group.pk if self.group else "",
            author=person.staff_number if person else "",
        )
