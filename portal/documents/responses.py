"""Handing a printed document to a browser: private, never sniffed, under its own name."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf_response(content: bytes, filename: str, *, inline: bool = False) -> HttpResponse:
    """A download, or with `inline` shown in the page (WeChat opens nothing else)."""
    return _response(content, PDF, filename, inline=inline)


def word_response(content: bytes, filename: str) -> HttpResponse:
    return _response(content, DOCX, filename, inline=False)


def _response(content: bytes, kind: str, filename: str, *, inline: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = "".join(c for c in filename if c.isprintable() and c not in '/\\:*?"<>|')
    disposition = content_disposition_header(not inline, name)
    if disposition:
        response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
