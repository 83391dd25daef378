"""A converted document taken apart: its title, and a text for each field of a kind.

Schools write 成功之处 as a heading, in bold, as "成功之处：…" or as the first
cell of a form's row; each opens the text that the kind declares it for
(`RecordKind.from_word`). What stands under no such label goes to the first text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from lxml import etree
from lxml import html as lxml_html

TITLES = ("课题", "题目", "标题", "课题名称", "案例名称", "案例题目", "Title")
#: 一、 （二） 3. 【 before a label, and what follows it.
_NUMBERING = re.compile(
    r"^[\s（(【\[]*(?:第?[一二三四五六七八九十\d]{1,3}[、.．)）\]】]\s*)?[【\[]?"
)
_AROUND = re.compile(r"[\s:：。】\]]+$")
_COLON = re.compile(r"[:：]\s*")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
#: A heading may say a little more than the label: 本节课的成功之处.
_SAYS_MORE = 8
_LONGEST_TITLE = 60
_SHORT_FACT = 24

Labels = Mapping[str, Sequence[str]]


@dataclass
class SplitText:
    """`texts`: field → HTML, as long as it was in the document."""

    title: str = ""
    texts: dict[str, str] = field(default_factory=dict)


def split_document(html: str, labels: Labels) -> SplitText:
    """Raises nothing: a document without labels is one text, that of the first field."""
    splitter = _Splitter(labels)
    splitter.read(lxml_html.fragment_fromstring(html, create_parent="div"))
    return SplitText(
        splitter.title, {name: "".join(parts) for name, parts in splitter.parts.items() if parts}
    )


class _Splitter:
    def __init__(self, labels: Labels) -> None:
        self.fields = {_bare(label): name for name, said in labels.items() for label in said}
        self.parts: dict[str, list[str]] = {name: [] for name in labels}
        self.current = next(iter(labels))
        self.title = ""
        self.has_begun = False

    def read(self, parent: Any) -> None:
        self.add_words(parent.text)
        for block in parent:
            self.block(block)
            self.add_words(block.tail)

    def block(self, block: Any) -> None:
        if block.tag == "table" and self.is_form(block):
            self.form(block)
            return
        is_line = block.tag in _HEADINGS or block.tag == "p"
        if not (is_line and (self.opens(block) or self.names(block))):
            self.add(_outer(block))

    # -- Labels and the title --------------------------------------------------------------------

    def opens(self, block: Any) -> bool:
        """The block is a label and nothing else, or its beginning is one: the rest is text."""
        text = block.text_content()
        is_heading = block.tag in _HEADINGS or _is_all_bold(block)
        name = self.field_of(text, is_heading=is_heading)
        if name:
            self.current, self.has_begun = name, True
            return True
        said, colon = _COLON.search(text), 0
        if said:
            name, colon = self.field_of(text[: said.start()]), said.end()
        if not name:
            return False
        self.current, self.has_begun = name, True
        _drop_leading(block, colon)
        self.add(_outer(block))
        return True

    def field_of(self, text: str, *, is_heading: bool = False) -> str:
        bare = _bare(text)
        if bare in self.fields or not is_heading:
            return self.fields.get(bare, "")
        fitting = [
            label for label in self.fields if label in bare and len(bare) <= len(label) + _SAYS_MORE
        ]
        return self.fields[max(fitting, key=len)] if fitting else ""

    def names(self, block: Any) -> bool:
        """The block is the title: the first heading or bold line, or what says 题目：…"""
        text = " ".join(block.text_content().split())
        said = _COLON.search(text)
        if said and text[: said.start()].strip() in TITLES and not self.title:
            self.title = text[said.end() :].strip()[:_LONGEST_TITLE]
            return True
        stands_first = not self.has_begun and not self.title
        looks_like_one = block.tag in _HEADINGS or _is_all_bold(block)
        has_picture = block.find(".//img") is not None
        if stands_first and looks_like_one and not has_picture and 0 < len(text) <= _LONGEST_TITLE:
            self.title = text
            return True
        return False

    # -- Forms, as schools print them ------------------------------------------------------------

    def is_form(self, table: Any) -> bool:
        return any(
            self.field_of(cells[0].text_content(), is_heading=len(cells) > 1)
            or self.field_of(_COLON.split(cells[0].text_content())[0])
            for cells in _rows(table)
        )

    def form(self, table: Any) -> None:
        for cells in _rows(table):
            name = len(cells) > 1 and self.field_of(cells[0].text_content(), is_heading=True)
            if name:
                self.current, self.has_begun = name, True
            elif self.is_facts(cells):
                continue
            for cell in cells[1 if name else 0 :]:
                self.read(cell)

    def is_facts(self, cells: list[Any]) -> bool:
        """姓名 林晓 班级 八(3): known to the record already, and the title where it stands."""
        texts = [" ".join(cell.text_content().split()) for cell in cells]
        for said, value in itertools.pairwise(texts):
            if said.strip(":： ") in TITLES and value:
                self.title = value[:_LONGEST_TITLE]
                return True
        if len(cells) == 1:
            return not texts[0]
        return all(len(text) <= _SHORT_FACT for text in texts)

    # -- What is kept ----------------------------------------------------------------------------

    def add(self, html: str) -> None:
        self.parts[self.current].append(html)
        self.has_begun = self.has_begun or bool(html.strip())

    def add_words(self, text: str | None) -> None:
        if text and text.strip():
            self.add(f"<p>{escape(text.strip())}</p>")


def _bare(text: str) -> str:
    squeezed = "".join(text.split())
    return _AROUND.sub("", _NUMBERING.sub("", squeezed))


def _is_all_bold(block: Any) -> bool:
    bold = "".join(part.text_content() for part in block.iter("strong", "b"))
    return bool(bold.strip()) and "".join(bold.split()) == "".join(block.text_content().split())


def _rows(table: Any) -> list[list[Any]]:
    rows = (
        [cell for cell in row if cell.tag in {"td", "th"}]
        for row in table.iter("tr")
        if next(row.iterancestors("table")) is table
    )
    return [cells for cells in rows if cells]


def _outer(block: Any) -> str:
    return str(etree.tostring(block, encoding="unicode", method="html", with_tail=False))


def _drop_leading(block: Any, count: int) -> None:
    """Take the first `count` characters out of the block's words, whatever marks they bear."""
    for node in block.iter():
        if count <= 0:
            return
        for place in ("text", "tail") if node is not block else ("text",):
            words = getattr(node, place) or ""
            setattr(node, place, words[count:])
            count = max(0, count - len(words))
            if count == 0:
                return
