"""The house style in Word: the fonts every school has, 宋体 to read and 黑体 to stand out."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.run import Run

SERIF = "宋体"
SANS = "黑体"
LATIN = {SERIF: "Times New Roman", SANS: "Arial"}
GREY = RGBColor(0x3C, 0x3C, 0x3C)
BLACK = RGBColor(0, 0, 0)
LINK = RGBColor(0x1F, 0x4E, 0x8C)
_HEADINGS = {1: 17, 2: 12.5, 3: 11, 4: 11, 5: 10.5}


def style_document(document: Document) -> None:
    normal = document.styles["Normal"]
    _style(normal, SERIF, 10.5)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.25
    for level, size in _HEADINGS.items():
        heading = document.styles[f"Heading {level}"]
        _style(heading, SANS, size, bold=True)
        heading.font.italic = False
        heading.paragraph_format.space_before = Pt(8)
        heading.paragraph_format.space_after = Pt(4)
    boxed = document.styles.add_style("Box heading", WD_STYLE_TYPE.PARAGRAPH)
    boxed.base_style = document.styles["Heading 2"]
    _style(boxed, SANS, 10, bold=False)
    boxed.paragraph_format.space_before = boxed.paragraph_format.space_after = Pt(0)
    # Else a row could not be broken over pages: its label would hold on to the next row.
    boxed.paragraph_format.keep_with_next = boxed.paragraph_format.keep_together = False


def set_font(
    run: Run, font: str = "", *, size: float | None = None, colour: RGBColor | None = None
) -> None:
    """`font` is one of ours; East Asian and Latin letters each get their part of it."""
    if font:
        _name(run._element.get_or_add_rPr(), run.font, font)  # noqa: SLF001 - Word's own
    if size:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _style(style: Any, font: str, size: float, *, bold: bool | None = None) -> None:
    _name(style.element.get_or_add_rPr(), style.font, font)
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.color.rgb = BLACK


def _name(properties: Any, target: Any, font: str) -> None:
    target.name = LATIN[font]
    fonts = properties.rFonts
    fonts.set(qn("w:eastAsia"), font)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
