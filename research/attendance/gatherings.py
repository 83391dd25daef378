"""Finding gatherings, whatever app they belong to: by their record, and by the hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from portal.people.models import User
from portal.prepared import prepared
from portal.records.kinds import RecordKind, kind_of, kinds
from portal.records.models import Record
from research.attendance.models import Attendance, Gathering, Stage


@dataclass(frozen=True)
class Meeting:
    """The least of a gathering that tells it from others; `status` is one person's, if any."""

    record_id: int
    kind: str
    title: str
    mode: str
    place: str
    starts_at: datetime
    ends_at: datetime
    author_id: int
    status: str | None = None

    @property
    def url(self) -> str:
        return kinds.get(self.kind).url("detail", pk=self.record_id)


def gathering_kinds() -> Iterator[RecordKind]:
    """The kinds that people sign in to, of every app that has some."""
    return (kind for kind in kinds if issubclass(kind.model, Gathering))


def gathering_of(record: Record) -> Gathering:
    """The whole row of a record known by its base; no query where it is whole already."""
    if isinstance(record, Gathering):
        return record
    return kind_of(record).model.objects.for_detail().get(pk=record.pk)  # type: ignore[return-value]


def find_gathering(pk: int, *, seen_by: User | None = None) -> Gathering:
    """The gathering with this key, or Http404; `seen_by` must see it or be expected.

    Two queries, one more for who does not see its record.
    """
    slugs = [kind.slug for kind in gathering_kinds()]
    gathering = gathering_of(get_object_or_404(Record, pk=pk, kind__in=slugs))
    if seen_by is not None and not may_attend(seen_by, gathering):
        raise Http404
    return gathering


def may_attend(user: User, gathering: Gathering) -> bool:
    """Everyone who sees it, and whoever is on its list."""
    if user.has_perm(kind_of(gathering).permission("view"), gathering):
        return True
    return user.is_active and Attendance.objects.of(gathering).by(user).exists()


def meetings_between(first: datetime, last: datetime, *, of: User | None = None) -> list[Meeting]:
    """Those that begin from `first` to `last` and are not cancelled, earliest first. One query.

    `of`: only those that this person is expected at, came to or planned, with
    their status.
    """
    slugs = frozenset(kind.slug for kind in gathering_kinds())
    if not slugs:
        return []
    rows = _beginning(slugs, first, last) if of is None else _theirs(slugs, first, last, of.pk)
    return sorted((Meeting(*row) for row in rows), key=lambda meeting: meeting.starts_at)


@prepared
def _beginning(slugs: frozenset[str], first: datetime, last: datetime) -> QuerySet:
    return _of_every_kind(slugs, first, last, None)


@prepared
def _theirs(slugs: frozenset[str], first: datetime, last: datetime, person: int) -> QuerySet:
    return _of_every_kind(slugs, first, last, person)


def _of_every_kind(
    slugs: frozenset[str], first: datetime, last: datetime, person: int | None
) -> QuerySet:
    parts = [_starting(kinds.get(slug), first, last, person) for slug in sorted(slugs)]
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


COLUMNS = ("pk", "kind", "title", "mode", "place", "starts_at", "ends_at", "author_id")


def _starting(kind: RecordKind, first: datetime, last: datetime, person: int | None) -> QuerySet:
    model: Any = kind.model
    rows = (
        model.objects.filter(starts_at__gte=first, starts_at__lte=last)
        .exclude(Q(stage=Stage.CANCELLED) | Q(state="withdrawn"))
        .order_by()
    )
    if person is None:
        return rows.values_list(*COLUMNS)
    own_line = FilteredRelation("attendances", condition=Q(attendances__person=person))
    mine = rows.annotate(mine=own_line).filter(Q(mine__isnull=False) | Q(author=person))
    return mine.values_list(*COLUMNS, "mine__status")
