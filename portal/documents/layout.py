"""A form laid out as plain data: what the PDF and the Word printer both walk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from portal.documents.form import (
    Block,
    Column,
    Field,
    Form,
    Picture,
    Pictures,
    Prose,
    Signatures,
    Table,
    Text,
)
from portal.documents.pictures import printable_picture
from portal.documents.prose import Node, lines_to_nodes, printable, prose_to_nodes

_BOXED = (Field, Prose, Pictures)


@dataclass
class Layout:
    """`sections` are dicts with their kind under "k": box, text, sheet or sign.

    Pictures lie in `files` under the name by which nodes speak of them.
    """

    form: Form
    sections: list[Node] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def keep_picture(self, data: bytes | None) -> str | None:
        """The name of the picture's file, None where it cannot be printed."""
        readable = printable_picture(data) if data else None
        if readable is None:
            return None
        content, extension = readable
        name = f"{hashlib.sha256(content).hexdigest()[:16]}.{extension}"
        self.files[name] = content
        return name

    def picture_in_text(self, source: str) -> str | None:
        return self.keep_picture(self.form.picture_of(source) if self.form.picture_of else None)


def lay_out(form: Form) -> Layout:
    """Everything of the form but its heading."""
    layout = Layout(form)
    for boxed, blocks in groupby(form.blocks, key=lambda block: isinstance(block, _BOXED)):
        if boxed:
            layout.sections.append({"k": "box", "rows": list(_rows(layout, list(blocks)))})
        else:
            layout.sections += [_section(layout, block) for block in blocks]
    return layout


def _rows(layout: Layout, blocks: Sequence[Block]) -> Iterator[list[Node]]:
    """Two short fields in a line; a field left alone takes the line for itself."""
    waiting: list[Node] = []
    for block in blocks:
        cell = _cell(layout, block)
        if cell["narrow"]:
            waiting.append(cell)
            if len(waiting) == 2:
                yield waiting
                waiting = []
            continue
        if waiting:
            yield [{**waiting[0], "narrow": False}]
            waiting = []
        yield [cell]
    if waiting:
        yield [{**waiting[0], "narrow": False}]


def _cell(layout: Layout, block: Block) -> Node:
    label = printable(block.label)  # type: ignore[union-attr]
    if isinstance(block, Field):
        return {"label": label, "narrow": not block.wide, "nodes": lines_to_nodes(block.value)}
    if isinstance(block, Prose):
        nodes = prose_to_nodes(block.html, layout.picture_in_text)
    else:
        nodes = _pictures(layout, block)  # type: ignore[arg-type]
    return {"label": label, "narrow": False, "long": True, "nodes": nodes}


def _pictures(layout: Layout, block: Pictures) -> list[Node]:
    items = [item for picture in block.pictures if (item := _picture(layout, picture))]
    return [{"k": "pictures", "columns": block.columns, "items": items}] if items else []


def _picture(layout: Layout, picture: Picture) -> Node | None:
    path = layout.keep_picture(picture.data)
    return {"path": path, "caption": printable(picture.caption)} if path else None


def _section(layout: Layout, block: Block) -> Node:
    if isinstance(block, Text):
        nodes = prose_to_nodes(block.html, layout.picture_in_text)
        return {"k": "text", "heading": printable(block.heading), "nodes": nodes}
    if isinstance(block, Table):
        return _sheet(block)
    assert isinstance(block, Signatures)  # noqa: S101 - the last kind of block
    return {"k": "sign", "labels": [printable(label) for label in block.labels]}


def _sheet(table: Table) -> dict[str, Any]:
    columns = [c if isinstance(c, Column) else Column(c) for c in table.columns]
    return {
        "k": "sheet",
        "heading": printable(table.heading),
        "columns": [
            {"label": printable(c.label), "width": c.width, "align": c.align} for c in columns
        ],
        "rows": [[_words(value) for value in row] for row in table.rows],
    }


def _words(value: Any) -> str:
    return "" if value is None else printable(value)
