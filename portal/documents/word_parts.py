"""What Word can and python-docx does not offer by name: said in Word's own XML, once."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from portal.documents.word_styles import GREY, SANS, set_font

LABEL_FILL = "F4F4F4"
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def element(name: str, **attributes: object) -> Any:
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def add_page_number(paragraph: Paragraph, note: str, words: str, *, at: Length) -> None:
    """The note on the left, and on the right `words` with their {page} and {pages}."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(at, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.style.paragraph_format.tab_stops.clear_all()
    _small(paragraph, f"{note}\t")
    for piece in re.split(r"(\{pages?\})", words):
        if piece in _FIELDS:
            _add_field(paragraph, _FIELDS[piece])
        else:
            _small(paragraph, piece)


def _small(paragraph: Paragraph, text: str) -> Run:
    run = paragraph.add_run(text)
    set_font(run, SANS, size=8, colour=GREY)
    return run


def _add_field(paragraph: Paragraph, code: str) -> None:
    instruction = element("instrText")
    instruction.text = code
    shown = element("t")
    shown.text = "1"
    for part in (
        element("fldChar", fldCharType="begin"),
        instruction,
        element("fldChar", fldCharType="separate"),
        shown,
        element("fldChar", fldCharType="end"),
    ):
        _small(paragraph, "")._element.append(part)  # noqa: SLF001 - Word's own


def add_link(paragraph: Paragraph, address: str) -> Any:
    """An empty link at the paragraph's end; its runs are moved into it."""
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    paragraph._element.append(link)  # noqa: SLF001 - Word's own
    return link


def shade(box: _Cell) -> None:
    properties = box._element.get_or_add_tcPr()  # noqa: SLF001 - Word's own
    properties.append(element("shd", val="clear", color="auto", fill=LABEL_FILL))


def underline_cell(box: _Cell) -> None:
    borders = element("tcBorders")
    borders.append(element("bottom", val="single", sz=4, color="5A5A5A"))
    box._element.get_or_add_tcPr().append(borders)  # noqa: SLF001 - Word's own


def set_margins(table: Table, *, across: int = 110, down: int = 70) -> None:
    """White around the words of every cell, in twentieths of a point."""
    margins = element("tblCellMar")
    for side, width in (("top", down), ("left", across), ("bottom", down), ("right", across)):
        margins.append(element(side, w=width, type="dxa"))
    table._element.tblPr.append(margins)  # noqa: SLF001 - Word's own


def repeat_as_header(row: _Row) -> None:
    row._element.get_or_add_trPr().append(element("tblHeader"))  # noqa: SLF001 - Word's own


def keep_together(row: _Row) -> None:
    row._element.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001 - Word's own


def new_numbering(document: Document, style: str) -> int:
    """A list that counts from 1 again, in the look of the style's own list."""
    numbering = document.part.numbering_part.element
    styled = document.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(styled).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return made.numId


def number_by(paragraph: Paragraph, numbering: int) -> None:
    properties = paragraph._element.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - Word's own
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering
