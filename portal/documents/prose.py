"""The small HTML of long texts as a plain tree that both printers walk.

A block is a dict with its kind under "k": p, h, list, quote, table, rule or
picture. A paragraph's words are runs: text with its marks (b, i, u, s) and its
link (a); a run {"br": True} breaks the line. Elements that are not known give
their words and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError

from portal.documents.spans import Spanned, fill_grid

Node = dict[str, Any]
Run = dict[str, Any]
PictureOf = Callable[[str], str | None]

_MARKS = {"strong": "b", "b": "b", "em": "i", "i": "i", "u": "u", "s": "s"}
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_BLOCKS = {*_HEADINGS, "p", "div", "ul", "ol", "blockquote", "hr", "table", "img", "figure"}
_SAFE_LINK = re.compile(r"^(?:https?:|mailto:)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Deeper nesting is flattened: nobody writes it, and both printers recurse.
DEEPEST = 12


def printable(text: object) -> str:
    """The text without characters that neither XML nor a font knows."""
    return _UNPRINTABLE.sub("", str(text))


def lines_to_nodes(text: object) -> list[Node]:
    """A paragraph for each line of a plain value."""
    lines = printable("" if text is None else text).splitlines()
    return [{"k": "p", "runs": [{"t": line}]} for line in lines if line.strip()]


def prose_to_nodes(html: str, picture_of: PictureOf = lambda _source: None) -> list[Node]:
    """The blocks of a text; `picture_of` names the file that an address stands for."""
    try:
        root = lxml_html.fragment_fromstring(printable(html), create_parent="div")
    except ParserError:
        return []
    return list(_Reader(picture_of).blocks(root, 0))


class _Reader:
    def __init__(self, picture_of: PictureOf) -> None:
        self.picture_of = picture_of

    def blocks(self, parent: Any, depth: int) -> Iterator[Node]:
        """The children as blocks; words that stand bare among them become paragraphs."""
        runs: list[Run] = _words(parent.text, {})
        for child in parent:
            if _is_block(child) and depth < DEEPEST:
                yield from _paragraph(runs)
                runs = []
                yield from self.block(child, depth + 1)
            else:
                runs += self.inline(child, {})
            runs += _words(child.tail, {})
        yield from _paragraph(runs)

    def block(self, element: Any, depth: int) -> Iterator[Node]:
        tag = element.tag
        if tag in _HEADINGS:
            yield from _paragraph(self.runs(element, {}), k="h", level=_HEADINGS[tag])
        elif tag in {"ul", "ol"}:
            items = [list(self.blocks(item, depth)) for item in element if item.tag == "li"]
            if items:
                yield {"k": "list", "ordered": tag == "ol", "items": items}
        elif tag == "blockquote":
            yield {"k": "quote", "nodes": list(self.blocks(element, depth))}
        elif tag == "hr":
            yield {"k": "rule"}
        elif tag == "img":
            yield from self.picture(element)
        elif tag == "table":
            yield from self.table(element, depth)
        else:
            yield from self.blocks(element, depth)

    def picture(self, element: Any) -> Iterator[Node]:
        path = self.picture_of(element.get("src") or "")
        caption = printable(element.get("alt") or "")
        if path:
            item = {"path": path, "caption": caption}
            yield {"k": "pictures", "columns": 1, "items": [item]}
        else:
            yield from _paragraph(_words(caption, {"i": True}))

    def table(self, element: Any, depth: int) -> Iterator[Node]:
        rows = [
            [self.cell(cell, depth) for cell in row if cell.tag in {"td", "th"}]
            for row in element.iter("tr")
            if next(row.iterancestors("table")) is element
        ]
        columns, filled = fill_grid(rows, empty=lambda: {"head": False, "nodes": []})
        if columns:
            yield {"k": "table", "columns": columns, "rows": filled}

    def cell(self, element: Any, depth: int) -> Spanned:
        content = {"head": element.tag == "th", "nodes": list(self.blocks(element, depth))}
        return Spanned(content, _span(element, "colspan"), _span(element, "rowspan"))

    def inline(self, element: Any, marks: Run) -> list[Run]:
        if not isinstance(element.tag, str):
            return []
        if element.tag == "br":
            return [{"br": True}]
        marks = dict(marks)
        if element.tag in _MARKS:
            marks[_MARKS[element.tag]] = True
        elif element.tag == "a" and _SAFE_LINK.match(element.get("href") or ""):
            marks["a"] = element.get("href")
        return self.runs(element, marks)

    def runs(self, element: Any, marks: Run) -> list[Run]:
        runs = _words(element.text, marks)
        for child in element:
            runs += self.inline(child, marks)
            runs += _words(child.tail, marks)
        return runs


def _is_block(element: Any) -> bool:
    """Also an inline element around blocks, such as a link around a picture."""
    return element.tag in _BLOCKS or any(inner.tag in _BLOCKS for inner in element.iter())


def _words(text: str | None, marks: Run) -> list[Run]:
    return [{"t": _SPACES.sub(" ", text), **marks}] if text else []


def _paragraph(runs: list[Run], **kind: Any) -> Iterator[Node]:
    if any(run.get("t", "").strip() for run in runs):
        yield {"k": "p", **kind, "runs": _trimmed(runs)}


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without the white space and line breaks at both ends."""
    runs = [dict(run) for run in runs]
    while runs and not runs[0].get("t", "").strip():
        runs.pop(0)
    while runs and not runs[-1].get("t", "").strip():
        runs.pop()
    runs[0]["t"] = runs[0]["t"].lstrip(" ")
    runs[-1]["t"] = runs[-1]["t"].rstrip(" ")
    return runs


def _span(element: Any, name: str) -> int:
    value = element.get(name) or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 1
