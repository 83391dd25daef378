"""A Word file with the school's or the district's own layout, filled in (docxtpl).

For forms that others prescribe, such as a district's application sheet; what
the school lays out itself is a `Form`. The template's `{{ name }}` are filled
from the data and from nothing else: it runs in a sandbox, words are escaped.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from portal.documents.prose import printable


def render_word(template: str, data: Mapping[str, Any]) -> bytes:
    """`template` is `<app label>/<file>.docx`, out of that app's `documents/` folder.

    Raises `jinja2.UndefinedError` where the template names what the data lack.
    """
    label, name = template.split("/")
    return fill_word(Path(apps.get_app_config(label).path) / "documents" / name, data)


def fill_word(template: Path | io.BytesIO, data: Mapping[str, Any]) -> bytes:
    document = DocxTemplate(template)
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    document.render(_printable(data), environment, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _printable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(inner) for inner in value]
    return printable(value) if isinstance(value, str) else value
