"""A form as Word: a real document that the office can go on editing."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length, Pt
from docx.table import Table as WordTable
from docx.table import _Cell

from portal import clock
from portal.documents.form import Form
from portal.documents.layout import lay_out
from portal.documents.prose import Node, printable
from portal.documents.word_parts import (
    add_page_number,
    keep_together,
    repeat_as_header,
    set_margins,
    shade,
    underline_cell,
)
from portal.documents.word_prose import ProseWriter
from portal.documents.word_styles import GREY, SANS, set_font, style_document

MARGIN = Cm(2)
#: A4: its long side and its short one.
PAPER = (Cm(29.7), Cm(21))
LABEL_WIDTH = Cm(2.6)
ROOM_TO_WRITE = Cm(1.8)
_ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def form_docx(form: Form) -> bytes:
    """The form in the language that is active: same words, order and boxes as the PDF."""
    out = io.BytesIO()
    _Writer(form).write().save(out)
    return out.getvalue()


class _Writer:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.document: WordFile = Document()
        self.layout = lay_out(form)
        self.prose = ProseWriter(self.document, self.layout.files)

    def write(self) -> WordFile:
        style_document(self.document)
        self.set_properties()
        self.set_page()
        self.write_masthead()
        writers = {
            "box": self.write_box,
            "text": self.write_text,
            "sheet": self.write_sheet,
            "sign": self.write_signatures,
        }
        for section in self.layout.sections:
            writers[section["k"]](section)
        return self.document

    @property
    def width(self) -> Length:
        return Length(PAPER[not self.form.landscape] - 2 * MARGIN)

    def set_properties(self) -> None:
        properties = self.document.core_properties
        properties.title = printable(self.form.title)
        properties.author = printable(self.form.author)
        properties.last_modified_by = ""
        properties.comments = ""
        properties.created = properties.modified = clock.now().replace(tzinfo=None)

    def set_page(self) -> None:
        section = self.document.sections[0]
        is_upright = not self.form.landscape
        section.orientation = WD_ORIENT.PORTRAIT if is_upright else WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = PAPER[is_upright], PAPER[not is_upright]
        section.left_margin = section.right_margin = MARGIN
        section.top_margin = section.bottom_margin = MARGIN
        footer = section.footer.paragraphs[0]
        note = printable(self.form.note)
        # Translators: the braces are filled in by the printer, keep them.
        add_page_number(footer, note, _("Page {page} of {pages}"), at=self.width)

    def write_masthead(self) -> None:
        school = self.document.add_paragraph(printable(self.form.school_name))
        school.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_font(school.runs[0], SANS, size=11, colour=GREY)
        title = self.document.add_heading(printable(self.form.title), level=1)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        subtitle = printable(self.form.subtitle)
        if subtitle:
            paragraph = self.document.add_paragraph(subtitle)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            set_font(paragraph.runs[0], SANS, size=10, colour=GREY)

    def write_box(self, section: Node) -> None:
        half = Length((self.width - 2 * LABEL_WIDTH) // 2)
        widths = [LABEL_WIDTH, half, LABEL_WIDTH, half]
        table = self.new_table(len(section["rows"]), widths)
        for row, cells in zip(table.rows, section["rows"], strict=True):
            boxes = row.cells
            for cell, box in zip(cells, (boxes[0], boxes[2]), strict=False):
                self.write_label(box, cell)
            if len(cells) == 2:
                self.write_value(boxes[1], cells[0], half)
                self.write_value(boxes[3], cells[1], half)
            else:
                wide = boxes[1].merge(boxes[3])
                self.write_value(wide, cells[0], Length(self.width - LABEL_WIDTH))
            if not cells[0].get("long"):
                keep_together(row)
            elif not cells[0]["nodes"]:
                row.height = ROOM_TO_WRITE
        self.space_after_table()

    def write_label(self, box: _Cell, cell: Node) -> None:
        shade(box)
        box.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph = box.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if cell.get("long"):
            paragraph.style = self.document.styles["Box heading"]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_font(paragraph.add_run(cell["label"]), SANS, size=10)

    def write_value(self, box: _Cell, cell: Node, width: Length) -> None:
        if not cell.get("long"):
            box.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        self.prose.write(box, cell["nodes"], width)

    def write_text(self, section: Node) -> None:
        if section["heading"]:
            self.document.add_heading(section["heading"], level=2)
        self.prose.write(self.document, section["nodes"], self.width)

    def write_sheet(self, section: Node) -> None:
        if section["heading"]:
            self.document.add_heading(section["heading"], level=2)
        columns = section["columns"]
        share = sum(column["width"] for column in columns)
        widths = [Length(int(self.width * column["width"] / share)) for column in columns]
        table = self.new_table(1 + len(section["rows"]), widths)
        rows = list(table.rows)
        repeat_as_header(rows[0])
        for box, column in zip(rows[0].cells, columns, strict=True):
            shade(box)
            self.write_cell(box, column["label"], column["align"], font=SANS)
        for row, values in zip(rows[1:], section["rows"], strict=True):
            keep_together(row)
            for box, value, column in zip(row.cells, values, columns, strict=True):
                self.write_cell(box, value, column["align"])
        self.space_after_table()

    def write_cell(self, box: _Cell, text: str, align: str, font: str = "") -> None:
        box.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph = box.paragraphs[0]
        paragraph.alignment = _ALIGNED[align]
        paragraph.paragraph_format.line_spacing = 1
        paragraph.paragraph_format.space_after = Pt(0)
        set_font(paragraph.add_run(text), font, size=9.5)

    def write_signatures(self, section: Node) -> None:
        """A label and a line to write on, side by side, without a frame."""
        labels = section["labels"]
        pair = self.width // len(labels)
        label_width = min(Cm(3.2), Length(pair // 2))
        widths = [label_width, Length(pair - label_width)] * len(labels)
        self.document.add_paragraph().paragraph_format.space_after = Pt(10)
        table = self.new_table(1, widths, style=None)
        boxes = table.rows[0].cells
        for box in boxes:
            box.paragraphs[0].paragraph_format.space_after = Pt(0)
        for number, label in enumerate(labels):
            boxes[2 * number].vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
            set_font(boxes[2 * number].paragraphs[0].add_run(label), SANS, size=10)
            underline_cell(boxes[2 * number + 1])

    def new_table(
        self, rows: int, widths: Sequence[Length], style: str | None = "Table Grid"
    ) -> WordTable:
        table = self.document.add_table(rows, len(widths), style=style)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        set_margins(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            for box, width in zip(row.cells, widths, strict=True):
                box.width = width
        return table

    def space_after_table(self) -> None:
        """Two tables without a paragraph between them would become one."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
