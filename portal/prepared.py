"""Queries of every page, put into SQL once per process and then only run.

The ORM spends far longer on composing a small query than the database on
answering it. `@prepared` composes it at the first call and keeps the text;
what is read is read anew each time, so nothing can be stale.

    @prepared
    def roles_in_force(person: int, on: date) -> QuerySet: ...

    roles_in_force(user.pk, clock.today())   # a list of what the queryset yields

The arguments may be numbers, days, moments and words, and only stand as values
in the query: its shape is the same for all of them. A clock is therefore
always an argument, and "no group" is not a value but another query. Two kinds
of argument do decide the shape, and a text is kept for each that occurs: a
tuple of numbers is a list (`__in`) of that length, and a frozenset (the roles
that somebody holds) is for `compose` to read, not for the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from itertools import count
from types import SimpleNamespace
from typing import Any, Generic, ParamSpec, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
Row = TypeVar("Row")


def prepared(compose: Callable[P, QuerySet[Any, Row]]) -> Prepared[P, Row]:
    """A function with the same arguments that answers with the rows, as a list."""
    return Prepared(compose)


class Prepared(Generic[P, Row]):
    """One query; its text is kept for each database it was asked of, and for each shape."""

    def __init__(self, compose: Callable[P, QuerySet[Any, Row]]) -> None:
        self.compose = compose
        self._texts: dict[tuple[Any, ...], _Text] = {}
        update_wrapper(self, compose)

    def __deepcopy__(self, memo: object) -> Prepared[P, Row]:
        """Itself, as any function: a filter that is copied for a request keeps the one text."""
        return self

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        if kwargs:
            raise TypeError("The values of a prepared query are given in their order.")
        return self._text_for(args).rows(tuple(_values(args)), _connection())

    def count(self, *args: Any) -> int:
        """How many rows it has; they are counted by the database and not read."""
        return self._text_for(args).count(tuple(_values(args)), _connection())

    def _text_for(self, args: tuple[Any, ...]) -> _Text:
        connection = _connection()
        key = (connection.alias, connection.vendor, *map(_shape, args))
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = _composed(self.compose, args, connection)
        return text


def _connection() -> BaseDatabaseWrapper:
    """Where to read is the router's to say; the portal has one database."""
    return connections["default"]


@dataclass(frozen=True)
class _Text:
    """`slots`: for each parameter of the query the argument it takes, or None if it is fixed."""

    sql: str
    params: tuple[Any, ...]
    slots: tuple[int | None, ...]
    compiler: SQLCompiler
    iterable: Callable[..., Any]

    def rows(self, values: tuple[Any, ...], connection: BaseDatabaseWrapper) -> list[Any]:
        params = self._filled(values, connection)
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, params)  # type: ignore[method-assign]
        source = SimpleNamespace(
            db=connection.alias,
            query=SimpleNamespace(get_compiler=lambda *_args, **_kwargs: compiler),
            _fields=(),
            _known_related_objects={},
        )
        return list(self.iterable(source))

    def count(self, values: tuple[Any, ...], connection: BaseDatabaseWrapper) -> int:
        counting = f"SELECT COUNT(*) FROM ({self.sql}) counted"  # noqa: S608 - the ORM's
        with connection.cursor() as cursor:
            cursor.execute(counting, self._filled(values, connection))
            return cursor.fetchone()[0]  # type: ignore[no-any-return]

    def _filled(self, values: tuple[Any, ...], connection: BaseDatabaseWrapper) -> tuple[Any, ...]:
        """The query's parameters, the marks replaced by what they stand for."""
        return tuple(
            fixed if slot is None else _adapted(values[slot], fixed, connection)
            for slot, fixed in zip(self.slots, self.params, strict=True)
        )


def _composed(
    compose: Callable[..., QuerySet], values: tuple[Any, ...], connection: BaseDatabaseWrapper
) -> _Text:
    """The query with marks in the place of the values, which shows where each value goes."""
    arguments = _marked(values)
    marks = list(_values(arguments))
    queryset = compose(*arguments)
    compiler = queryset.query.get_compiler(connection.alias)
    sql, params = compiler.as_sql()
    slots = tuple(_slot_of(param, marks, connection) for param in params)
    if set(slots) - {None} != set(range(len(marks))):
        raise ImproperlyConfigured(f"{compose.__qualname__}: a value is missing in the query.")
    return _Text(sql, tuple(params), slots, compiler, queryset._iterable_class)  # noqa: SLF001


def _shape(argument: Any) -> Any:
    """What of an argument the text depends on."""
    if isinstance(argument, tuple):
        return len(argument)
    return argument if isinstance(argument, frozenset) else None


def _values(arguments: tuple[Any, ...]) -> Iterator[Any]:
    """What stands in the query, in order."""
    for argument in arguments:
        if isinstance(argument, tuple):
            yield from argument
        elif not isinstance(argument, frozenset):
            yield argument


def _marked(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    numbers = count()

    def marked(argument: Any) -> Any:
        if isinstance(argument, tuple):
            return tuple(_mark(next(numbers), value) for value in argument)
        return argument if isinstance(argument, frozenset) else _mark(next(numbers), argument)

    return tuple(map(marked, arguments))


def _mark(number: int, value: Any) -> Any:
    """A value of the same type that stands nowhere else."""
    if isinstance(value, bool):
        raise TypeError("A prepared query takes no yes or no: write two queries.")
    if isinstance(value, int):
        return 2_047_483_600 + number
    if isinstance(value, datetime):
        return datetime(1873, 5, 1, tzinfo=UTC) + timedelta(days=number)
    if isinstance(value, date):
        return date(1871, 5, 1) + timedelta(days=number)
    if isinstance(value, str):
        return f"\N{LOWER LEFT PENCIL}{number}"
    raise TypeError(f"A prepared query takes no {type(value).__name__}.")


def _slot_of(param: Any, marks: list[Any], connection: BaseDatabaseWrapper) -> int | None:
    for number, mark in enumerate(marks):
        if type(mark) in type(param).__mro__ and param == mark:
            return number
        if isinstance(mark, date) and param == _adapted(mark, param, connection):
            return number
    return None


def _adapted(value: Any, param: Any, connection: BaseDatabaseWrapper) -> Any:
    """As the database wants it; `param` shows what the ORM made of the mark."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value if type(param) in {int, str} else type(param)(value)
