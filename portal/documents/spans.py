"""Tables pasted from anywhere, made whole: no cell overlaps, none is missing.

A browser forgives spans that run into each other; Typst and Word refuse them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

WIDEST = 24


@dataclass(frozen=True)
class Spanned:
    content: dict[str, Any]
    columns: int = 1
    rows: int = 1


def fill_grid(
    rows: Sequence[Sequence[Spanned]], *, empty: Callable[[], dict[str, Any]]
) -> tuple[int, list[list[dict[str, Any]]]]:
    """How many columns, and for each row its cells with x, y, colspan and rowspan."""
    taken: set[tuple[int, int]] = set()
    placed = [_place(row, y, len(rows), taken) for y, row in enumerate(rows)]
    columns = max((x for x, _y in taken), default=-1) + 1
    for y, cells in enumerate(placed):
        for x in range(columns):
            if (x, y) not in taken:
                cells.append(_cell(empty(), x, y, 1, 1))
    return columns, placed


def _place(
    row: Sequence[Spanned], y: int, height: int, taken: set[tuple[int, int]]
) -> list[dict[str, Any]]:
    cells = []
    x = 0
    for spanned in row:
        while (x, y) in taken:
            x += 1
        if x >= WIDEST:
            break
        width = _free_width(x, y, spanned.columns, taken)
        tall = max(1, min(spanned.rows, height - y))
        taken.update((x + i, y + j) for i in range(width) for j in range(tall))
        cells.append(_cell(spanned.content, x, y, width, tall))
    return cells


def _free_width(x: int, y: int, wanted: int, taken: set[tuple[int, int]]) -> int:
    width = 1
    while width < min(wanted, WIDEST - x) and (x + width, y) not in taken:
        width += 1
    return width


def _cell(content: dict[str, Any], x: int, y: int, width: int, tall: int) -> dict[str, Any]:
    return {**content, "x": x, "y": y, "colspan": width, "rowspan": tall}
