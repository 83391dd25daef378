"""What a person sees in the list of a kind: whose records, narrowed how, in which columns.

The page, its sheet and the job that makes a large sheet all ask here, so they
show the same. The wish is the query string of the page's address.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.people.models import Role
from portal.people.rules import is_teacher, sees_whole_school
from portal.prepared import Prepared, prepared
from portal.records.filters import RecordFilter
from portal.records.kinds import RecordKind
from portal.records.models import Record
from portal.records.querysets import RecordQuerySet, groups_reviewed_by, reader_of
from portal.records.tables import RecordTable
from portal.ui.paging import (
    AFTER,
    BEFORE,
    COUNTED_UP_TO,
    PAGE_SIZE,
    SORT,
    CappedCount,
    KeysetPage,
    capped_count,
)

if TYPE_CHECKING:
    from portal.people.models import User

SCOPES: dict[str, str | Promise] = {
    "mine": _("Mine"),
    "group": _("My group"),
    "school": _("Whole school"),
}
ROWS_AT_ONCE = 1000


class Listing:
    """One kind's records as one person asks for them."""

    def __init__(self, kind: RecordKind, user: User, params: QueryDict) -> None:
        self.kind, self.user, self.params = kind, user, params

    @cached_property
    def scope(self) -> str:
        """What the address asks for, else what this person comes for."""
        asked = self.params.get("scope", "")
        if asked in SCOPES:
            return asked
        return "school" if sees_whole_school(self.user) or not is_teacher(self.user) else "mine"

    @cached_property
    def filterset(self) -> RecordFilter:
        filter_class = self.kind.filters or RecordFilter
        return filter_class(self.params, queryset=self._in_scope(), scope=self.scope)

    @property
    def rows(self) -> RecordQuerySet:
        """The records with what their columns read, in no order yet."""
        return self.table_class.rows_of(self.filterset.qs)

    @property
    def page(self) -> KeysetPage:
        first = self._first_of_all if self._is_all else None
        return KeysetPage(self.rows, self.params, first=first)

    @property
    def count(self) -> CappedCount:
        if not self._is_all:
            return capped_count(self.filterset.qs)
        found = _keys_of_all(self.kind).count(*reader_of(self.user))
        return CappedCount(found, COUNTED_UP_TO)

    @property
    def _is_all(self) -> bool:
        """All that the person may read, narrowed by nothing: what the office opens most."""
        return self.scope == "school" and not self.filterset.is_bound and self.user.is_active

    def _first_of_all(self) -> list[Any]:
        return _first_of_all(self.kind)(*reader_of(self.user))

    @property
    def table_class(self) -> type[RecordTable]:
        return self.kind.table or RecordTable

    @property
    def query(self) -> str:
        """The filters as a query string, without the place in the list."""
        params = self.params.copy()
        params["scope"] = self.scope
        for name in (AFTER, BEFORE, SORT):
            params.pop(name, None)
        return params.urlencode()

    def table(self, rows: list[Any], **options: Any) -> RecordTable:
        return self.table_class(rows, kind=self.kind, scope=self.scope, **options)

    def header(self) -> list[str]:
        return [str(label) for label in next(iter(self.table([]).as_values()))]

    def sheet_rows(self) -> Iterator[list[Any]]:
        """Every row of the list as values, newest first; memory does not grow with their number."""
        chunk: list[Any] = []
        for record in self.rows.newest_first().iterator(chunk_size=ROWS_AT_ONCE):
            chunk.append(record)
            if len(chunk) == ROWS_AT_ONCE:
                yield from self._values(chunk)
                chunk = []
        yield from self._values(chunk)

    def _values(self, chunk: list[Any]) -> Iterator[list[Any]]:
        values = iter(self.table(chunk).as_values())
        next(values)
        yield from values

    def _in_scope(self) -> RecordQuerySet:
        records = self.kind.model.objects.of_kind(self.kind.slug)
        if self.scope == "mine":
            return records.by(self.user)
        visible = records.visible_to(self.user)
        if self.scope == "group":
            groups = {*self.user.group_ids, *groups_reviewed_by(self.user)}
            return visible.filter(group_id__in=groups)
        return visible


@cache
def _first_of_all(
    kind: RecordKind,
) -> Prepared[[frozenset[Role], int, tuple[int, ...], tuple[int, ...]], Any]:
    table: type[RecordTable] = kind.table or RecordTable

    @prepared
    def rows(
        roles: frozenset[Role], person: int, groups: tuple[int, ...], reviewed: tuple[int, ...]
    ) -> RecordQuerySet:
        records = kind.model.objects.of_kind(kind.slug)
        readable = records.visible_to_reader(roles, person, groups, reviewed)
        return table.rows_of(readable).newest_first()[: PAGE_SIZE + 1]

    return rows


@cache
def _keys_of_all(
    kind: RecordKind,
) -> Prepared[[frozenset[Role], int, tuple[int, ...], tuple[int, ...]], Any]:
    """For counting; what is the kind's own does not matter and is not joined."""

    @prepared
    def keys(
        roles: frozenset[Role], person: int, groups: tuple[int, ...], reviewed: tuple[int, ...]
    ) -> QuerySet[Any, Any]:
        records = Record.objects.of_kind(kind.slug)
        readable = records.visible_to_reader(roles, person, groups, reviewed)
        return readable.order_by().values_list("pk")[: COUNTED_UP_TO + 1]

    return keys
