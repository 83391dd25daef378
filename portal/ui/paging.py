"""Paging by keyset: "the rows after this one", never an offset, never a full count.

Ten years of records cost the same as ten days. The place in the list is in
the address (`?before=2026-10-07.123`), so a page can be bookmarked and sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PLACE_PARAMS = ("before", "after")


@dataclass(frozen=True)
class KeysetPage:
    """One page of rows, and the query strings of its neighbours ("" where there is none)."""

    rows: list[Any]
    newer_query: str = ""
    older_query: str = ""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def has_neighbours(self) -> bool:
        return bool(self.newer_query or self.older_query)


def keyset_page(
    queryset: QuerySet, params: QueryDict, *, day: str = "occurred_on", size: int = 25
) -> KeysetPage:
    """The page of `queryset`, newest `day` first, that `params` point at; one query.

    A place that cannot be read is the first page.
    """
    before, after = _read_place(params.get("before")), _read_place(params.get("after"))
    if after and not before:
        ascending = queryset.filter(_beyond(day, "gt", after)).order_by(day, "id")
        rows = list(ascending[: size + 1])
        has_newer, has_older = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        if before:
            queryset = queryset.filter(_beyond(day, "lt", before))
        rows = list(queryset.order_by(f"-{day}", "-id")[: size + 1])
        has_newer, has_older = before is not None, len(rows) > size
        rows = rows[:size]
    return KeysetPage(
        rows,
        _query(params, "after", day, rows[0]) if rows and has_newer else "",
        _query(params, "before", day, rows[-1]) if rows and has_older else "",
    )


@dataclass(frozen=True)
class CappedCount:
    """How many rows there are, as far as it is worth knowing."""

    number: int
    cap: int

    @property
    def is_capped(self) -> bool:
        return self.number > self.cap

    def __str__(self) -> str:
        if self.is_capped:
            return _("more than %(cap)s") % {"cap": f"{self.cap:,}"}
        return f"{self.number:,}"

    @property
    def in_words(self) -> str:
        """“12 records”, “more than 1,000 records”."""
        if self.is_capped:
            return _("more than %(cap)s records") % {"cap": f"{self.cap:,}"}
        return ngettext("%(count)s record", "%(count)s records", self.number) % {
            "count": f"{self.number:,}"
        }


def capped_count(queryset: QuerySet, cap: int = 1000) -> CappedCount:
    """Count at most one more than `cap` rows; one cheap query."""
    rows = queryset.order_by().values("pk")[: cap + 1]
    return CappedCount(rows.count(), cap)


def without_place(params: QueryDict) -> str:
    """The filters of an address without its place in the list."""
    kept = params.copy()
    for name in PLACE_PARAMS:
        kept.pop(name, None)
    return kept.urlencode()


def _beyond(day: str, direction: str, place: tuple[date, int]) -> Q:
    """`d <= x AND (d < x OR id < i)`: the index is entered at the right place."""
    on, pk = place
    return Q(**{f"{day}__{direction}e": on}) & (
        Q(**{f"{day}__{direction}": on}) | Q(**{f"id__{direction}": pk})
    )


def _read_place(text: str | None) -> tuple[date, int] | None:
    if not text:
        return None
    on, _dot, pk = text.partition(".")
    try:
        return date.fromisoformat(on), int(pk)
    except ValueError:
        return None


def _query(params: QueryDict, name: str, day: str, row: Model) -> str:
    moved = params.copy()
    for place in PLACE_PARAMS:
        moved.pop(place, None)
    moved[name] = f"{getattr(row, day).isoformat()}.{row.pk}"
    return moved.urlencode()
