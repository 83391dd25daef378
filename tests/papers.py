"""Reading back what was printed. PDFs with poppler's tools: absent, such a test is skipped."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from docx import Document


def pdf_text(content: bytes) -> str:
    return _poppler("pdftotext", content, "-layout", "-", "-")


def pdf_pages(content: bytes) -> list[str]:
    return pdf_text(content).split("\f")[:-1]


def pdf_fonts(content: bytes) -> list[str]:
    """Names of the fonts, each with whether it is embedded: ["NotoSerifSC-Regular yes", …]."""
    lines = _poppler("pdffonts", content, "-").splitlines()[2:]
    return [f"{line.split()[0].partition('+')[2]} {line.split()[-5]}" for line in lines]


def pdf_properties(content: bytes) -> dict[str, str]:
    lines = _poppler("pdfinfo", content, "-").splitlines()
    pairs = (line.partition(":") for line in lines)
    return {key: value.strip() for key, _colon, value in pairs}


def word_file(content: bytes) -> Document:
    return Document(io.BytesIO(content))


def word_text(content: bytes) -> str:
    """All words of the body, tables inside tables too, a line for each paragraph."""
    body = word_file(content).element.body
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraphs = (
        "".join(t.text or "" for t in p.iter(f"{space}t")) for p in body.iter(f"{space}p")
    )
    return "\n".join(paragraphs)


def _poppler(tool: str, content: bytes, *arguments: str) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed (Debian: poppler-utils)")
    done = subprocess.run([tool, *arguments], input=content, capture_output=True, check=True)
    return done.stdout.decode()
