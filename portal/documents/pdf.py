"""A form as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.documents.form import Form
from portal.documents.layout import lay_out
from portal.documents.prose import printable
from portal.documents.typeset import HOUSE, page_pictures, typeset


def form_pdf(form: Form) -> bytes:
    """The form in the language that is active, with bookmarks and numbered pages."""
    return typeset(*_typst_form(form))


def form_pages(form: Form) -> list[bytes]:
    """The same pages as pictures, to look at before printing (WeChat shows no PDF)."""
    return page_pictures(*_typst_form(form))


def _typst_form(form: Form) -> tuple[Path, dict[str, Any], dict[str, bytes]]:
    layout = lay_out(form)
    data = heading_data(form) | {"sections": layout.sections}
    return HOUSE / "form.typ", data, layout.files


def heading_data(form: Form) -> dict[str, Any]:
    """What `house` of house.typ asks for; a template of one's own is given it too."""
    return {
        "title": printable(form.title),
        "subtitle": printable(form.subtitle),
        "school": printable(form.school_name),
        "author": printable(form.author),
        "note": printable(form.note),
        "landscape": form.landscape,
        "lang": (get_language() or "zh").split("-")[0],
        # Translators: the braces are filled in by the printer, keep them.
        "page_words": _("Page {page} of {pages}"),
    }
