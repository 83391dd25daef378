"""Long texts in Word: paragraphs, headings, lists, tables, links and pictures that stay such."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from portal.documents.prose import Node, Run
from portal.documents.word_parts import add_link, new_numbering, number_by
from portal.documents.word_styles import GREY, LINK, SANS, set_font

Place = Document | _Cell
TALLEST_PICTURE = Cm(5.2)
#: A cell's white edges are part of its width.
ROOM_IN_CELL = 0.94
#: Word's own list styles go three deep.
DEEPEST_LIST = 3


class ProseWriter:
    """Writes nodes of `portal.documents.prose` into a document or a cell of it."""

    def __init__(self, document: Document, files: Mapping[str, bytes]) -> None:
        self.document = document
        self.files = files

    def write(self, place: Place, nodes: Sequence[Node], width: Length) -> None:
        if isinstance(place, _Cell):
            _empty(place)
        for node in nodes:
            self.write_node(place, node, width, depth=1)
        if isinstance(place, _Cell):
            _end_with_paragraph(place)
            place.paragraphs[-1].paragraph_format.space_after = Pt(0)

    def write_node(self, place: Place, node: Node, width: Length, *, depth: int) -> None:
        kind = node["k"]
        if kind == "list":
            self.write_list(place, node, width, depth=depth)
        elif kind == "table":
            self.write_table(place, node, width)
        elif kind == "pictures":
            self.write_pictures(place, node, width)
        elif kind == "quote":
            for inner in node["nodes"]:
                self.write_node(place, inner, width, depth=depth)
                _indent_last(place)
        elif kind == "rule":
            place.add_paragraph("———").alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            self.write_runs(place.add_paragraph(style=self.style_of(node)), node["runs"])

    def style_of(self, node: Node) -> str | None:
        return f"Heading {node['level'] + 1}" if node["k"] == "h" else None

    def write_runs(self, paragraph: Paragraph, runs: Sequence[Run]) -> None:
        for piece in runs:
            if piece.get("br"):
                paragraph.add_run().add_break()
                continue
            run = paragraph.add_run(piece["t"])
            # Chinese has no slanted letters: as in the PDF, stress changes the face.
            if piece.get("b") or piece.get("i"):
                set_font(run, SANS)
            run.bold = piece.get("b")
            run.underline = piece.get("u")
            run.font.strike = piece.get("s")
            if "a" in piece:
                set_font(run, colour=LINK)
                run.underline = True
                add_link(paragraph, piece["a"]).append(run._element)  # noqa: SLF001 - Word's own

    def write_list(self, place: Place, node: Node, width: Length, *, depth: int) -> None:
        """The first paragraph of an item bears its mark, the others stand under it."""
        name = "List Number" if node["ordered"] else "List Bullet"
        level = min(depth, DEEPEST_LIST)
        style = name if level == 1 else f"{name} {level}"
        numbering = new_numbering(self.document, style) if node["ordered"] else None
        for item in node["items"]:
            for position, inner in enumerate(item):
                if inner["k"] != "p":
                    self.write_node(place, inner, width, depth=depth + 1)
                    continue
                marked = style if position == 0 else "List Continue"
                paragraph = place.add_paragraph(style=marked)
                if position == 0 and numbering is not None:
                    number_by(paragraph, numbering)
                self.write_runs(paragraph, inner["runs"])

    def write_table(self, place: Place, node: Node, width: Length) -> None:
        rows, columns = len(node["rows"]), node["columns"]
        share = Length(int(width * ROOM_IN_CELL) // columns)
        table = self.new_table(place, rows, columns, share)
        for cell in (cell for row in node["rows"] for cell in row):
            x, y = cell["x"], cell["y"]
            last = table.cell(y + cell["rowspan"] - 1, x + cell["colspan"] - 1)
            box = table.cell(y, x).merge(last)
            box.width = Length(share * cell["colspan"])
            self.write(box, _stressed(cell), box.width)

    def write_pictures(self, place: Place, node: Node, width: Length) -> None:
        """Side by side on tab stops, each over its caption: a line is never cut by a page."""
        columns = node["columns"]
        share = Length(int(width * ROOM_IN_CELL) // columns)
        for start in range(0, len(node["items"]), columns):
            line = node["items"][start : start + columns]
            pictures = _tabbed(place.add_paragraph(), columns, share)
            for item in line:
                pictures.add_run("\t")
                self.add_picture(pictures, item["path"], Length(int(share * ROOM_IN_CELL)))
            if any(item["caption"] for item in line):
                pictures.paragraph_format.keep_with_next = True
                captions = _tabbed(place.add_paragraph(), columns, share)
                words = "".join("\t" + item["caption"] for item in line)
                set_font(captions.add_run(words), SANS, size=8.5, colour=GREY)

    def new_table(self, place: Place, rows: int, columns: int, share: Length) -> Table:
        """Every column `share` wide; a cell's tables take their width from the cell otherwise."""
        table = place.add_table(rows, columns)
        table.style = self.document.styles["Table Grid"]
        table.autofit = False
        for column in table.columns:
            column.width = share
        for box in (box for row in table.rows for box in row.cells):
            box.width = share
        return table

    def add_picture(self, paragraph: Paragraph, path: str, widest: Length) -> None:
        shape = paragraph.add_run().add_picture(io.BytesIO(self.files[path]))
        scale = min(widest / shape.width, TALLEST_PICTURE / shape.height)
        shape.width, shape.height = (
            Length(int(shape.width * scale)),
            Length(int(shape.height * scale)),
        )


def _stressed(cell: Node) -> list[Node]:
    """A header cell's words in bold."""
    if not cell["head"]:
        return cell["nodes"]
    return [
        {**node, "runs": [{**run, "b": True} for run in node["runs"]]} if "runs" in node else node
        for node in cell["nodes"]
    ]


def _empty(box: _Cell) -> None:
    """Word opens a cell with an empty paragraph, which would stand above the words."""
    for paragraph in box.paragraphs:
        paragraph._element.getparent().remove(paragraph._element)  # noqa: SLF001 - Word's own


def _end_with_paragraph(box: _Cell) -> None:
    """A cell must end with a paragraph, or Word calls the file damaged."""
    last = box._element[-1]  # noqa: SLF001 - Word's own
    if not last.tag.endswith("}p"):
        box.add_paragraph().paragraph_format.line_spacing = Pt(2)


def _tabbed(paragraph: Paragraph, columns: int, share: Length) -> Paragraph:
    """With a stop in the middle of each column."""
    paragraph.paragraph_format.line_spacing = 1
    for number in range(columns):
        middle = Length(int(share * (number + 0.5)))
        paragraph.paragraph_format.tab_stops.add_tab_stop(middle, WD_TAB_ALIGNMENT.CENTER)
    return paragraph


def _indent_last(place: Place) -> None:
    if place.paragraphs:
        place.paragraphs[-1].paragraph_format.left_indent = Cm(0.8)
