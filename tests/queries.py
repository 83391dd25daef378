"""The cost of a page: the same queries for three rows as for thirty."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

FEW, MANY = 3, 30
_LITERAL = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|%s")
#: PostgreSQL's server-side cursors have a number of their own each time.
_CURSOR = re.compile(r'"_django_curs_\w+"')
_LIST = re.compile(r"\(\?(?:, \?)+\)")


def assert_constant_queries(
    get_page: Callable[[], Any], *, grow: Callable[[], object], at_most: int
) -> None:
    """Open a page with 3 and with 30 rows; `grow` adds one row each time it is called.

    Fails when the page needs more queries for 30 rows, and names the first
    query that multiplied; or when it needs more than `at_most`.
    """
    for _row in range(FEW):
        grow()
    _shapes(get_page)  # fills the caches that outlive a request
    few = _shapes(get_page)
    for _row in range(MANY - FEW):
        grow()
    many = _shapes(get_page)
    multiplied = [shape for shape in many if many[shape] > few[shape]]
    assert not multiplied, (
        f"{few.total()} queries for {FEW} rows, {many.total()} for {MANY}; "
        f"{few[multiplied[0]]} → {many[multiplied[0]]} times: {multiplied[0]}"
    )
    listed = "\n".join(f"{count} × {shape[:300]}" for shape, count in many.items())
    assert many.total() <= at_most, f"{many.total()} queries, at most {at_most} allowed:\n{listed}"


def _shapes(get_page: Callable[[], Any]) -> Counter[str]:
    """How often each query ran, its literals taken out."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = get_page()
    status = getattr(response, "status_code", 200)
    assert status == 200, f"the page answered {status}"
    return Counter(_shape(query["sql"]) for query in captured.captured_queries)


def _shape(sql: str) -> str:
    return _LIST.sub("(?)", _LITERAL.sub("?", _CURSOR.sub('"cursor"', sql)))
