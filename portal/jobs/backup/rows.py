"""Rows to lines of JSON and back, table by table, without running any model's code."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BinaryField, Field, Model
from django.utils.duration import duration_iso_string

Table = type[Model]

LEFT_OUT = frozenset({"sessions.Session", "usersessions.UserSession"})
ROWS_AT_ONCE = 500


def tables() -> list[Table]:
    """Every table the portal's models own, those between many and many included."""
    models = apps.get_models(include_auto_created=True)
    return [
        model
        for model in models
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    ]


def columns(table: Table) -> list[Field]:
    """What the table itself stores; a child's inherited columns are its parent's."""
    return [field for field in table._meta.local_concrete_fields if not field.generated]


def applied_migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads inside see one moment; writers go on working."""
    if connection.in_atomic_block:
        yield
        return
    begin = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ", "sqlite": "BEGIN DEFERRED"}
    with connection.cursor() as cursor:
        cursor.execute(begin[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def dump(table: Table) -> Iterator[bytes]:
    """One line of JSON for each row, a list of values in the order of `columns`."""
    names = [field.attname for field in columns(table)]
    every_row = table._base_manager.order_by("pk")  # noqa: SLF001 - managers may hide rows
    rows = every_row.values_list(*names)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        # Sorted, because PostgreSQL keeps the keys of JSON in an order of its own.
        line = json.dumps(row, default=_written, ensure_ascii=False, sort_keys=True)
        yield line.encode() + b"\n"


def load(table: Table, names: list[str], lines: Iterable[bytes]) -> int:
    """Insert what `dump` wrote; returns how many rows. `names` are the archive's columns."""
    fields = {field.attname: field for field in columns(table)}
    ordered = [fields[name] for name in names]
    sql = _insert(table, ordered)
    count = 0
    rows = (_read(ordered, line) for line in lines)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            cursor.executemany(sql, batch)
            count += len(batch)
    return count


def empty(all_tables: Iterable[Table]) -> None:
    """Delete every row, inside the caller's transaction; references are checked at its end."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in all_tables:
            cursor.execute(f"DELETE FROM {quote(table._meta.db_table)}")  # noqa: S608 - our own names


def reset_sequences(all_tables: list[Table]) -> None:
    """The next row gets a fresh number."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), all_tables):
            cursor.execute(sql)


def _insert(table: Table, fields: list[Field]) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(table._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608


def _read(fields: list[Field], line: bytes) -> list[Any]:
    return [
        field.get_db_prep_save(_value(field, value), connection)
        for field, value in zip(fields, json.loads(line), strict=True)
    ]


def _value(field: Field, value: Any) -> Any:
    if value is not None and isinstance(field, BinaryField):
        return base64.b64decode(value)
    return field.to_python(value)


def _written(value: Any) -> str:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"{type(value)} has no place in a backup")
