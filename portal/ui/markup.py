"""Markup of rows, made by hundreds on a page.

`format_html` escapes as surely, but takes several times as long: it passes
every value through Django's lazy wrappers. Whoever writes an f-string of
markup puts each value through `escaped`.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString


def escaped(value: Any) -> str:
    """The value as text of a page, also inside an attribute; markup that is safe stays."""
    if hasattr(value, "__html__"):
        return value.__html__()  # type: ignore[no-any-return]
    text = str(value)
    # A lazy text may turn out to be markup that is safe.
    return text if hasattr(text, "__html__") else html.escape(text)


def link(url: str, text: Any) -> SafeString:
    return SafeString(f'<a href="{escaped(url)}">{escaped(text)}</a>')


def attributes(attrs: Mapping[str, Any]) -> str:
    """As Django's `flatatt`: True is the bare name, False and None are left out."""
    valued = "".join(
        f' {name}="{escaped(value)}"'
        for name, value in attrs.items()
        if value is not None and not isinstance(value, bool)
    )
    return valued + "".join(f" {name}" for name, value in attrs.items() if value is True)
