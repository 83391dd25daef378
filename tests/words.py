"""Word files as teachers write them; made here, none is stored."""

import io
import zipfile
from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_bytes(*blocks: object) -> bytes:
    """A document of blocks: "# 标题" is a heading, "**成功之处" bold, bytes a picture,
    a list of lists a table, everything else a paragraph.
    """
    document = Document()
    for block in blocks:
        if isinstance(block, bytes):
            document.add_picture(io.BytesIO(block))
        elif isinstance(block, list):
            table = document.add_table(rows=0, cols=max(map(len, block)))
            for row in block:
                for cell, words in zip(table.add_row().cells, row, strict=False):
                    cell.text = words
        elif str(block).startswith("# "):
            document.add_heading(str(block)[2:], level=1)
        elif str(block).startswith("**"):
            document.add_paragraph().add_run(str(block)[2:]).bold = True
        else:
            document.add_paragraph(str(block))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_file(*blocks: object, name: str = "林晓-背影教学反思.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, word_bytes(*blocks), WORD)


def picture_bytes(colour: str = "#3a6b5c", size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def zip_bytes(files: Iterable[tuple[str, bytes]], *, encoding: str = "utf-8") -> bytes:
    """With `encoding="gbk"` as Chinese Windows packs it: names in GBK, no flag."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files:
            if encoding == "utf-8":
                package.writestr(name, content)
            else:
                package.writestr(_Unflagged(name.encode(encoding)), content)
    return out.getvalue()


class _Unflagged(zipfile.ZipInfo):
    """An entry whose name goes in as the bytes it was given."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw.decode("cp437"))
        self.raw = raw
        self.compress_type = zipfile.ZIP_DEFLATED

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own
        return self.raw, self.flag_bits & ~0x800
