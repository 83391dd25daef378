"""A QR code as inline SVG: no script, no style, no picture from elsewhere."""

from __future__ import annotations

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

#: White around the code, in modules: scanners ask for four.
QUIET_ZONE = 4


def qr_svg(text: str, label: str, *, size: int = 240) -> SafeString:
    """The code of `text`, `size` pixels wide; `label` says in words what it opens.

    Dark on white whatever the page's colours: many scanners read nothing else.
    """
    code = segno.make(text, error="m", micro=False)
    modules = code.symbol_size(border=QUIET_ZONE)[0]
    return format_html(
        '<svg class="qr" width="{size}" height="{size}" viewBox="0 0 {modules} {modules}"'
        ' role="img" aria-label="{label}" shape-rendering="crispEdges">'
        '<rect width="{modules}" height="{modules}" fill="#fff"/>'
        '<path d="{path}" stroke="#000" fill="none"/></svg>',
        size=size,
        modules=modules,
        label=label,
        path=_path(code),
    )


def _path(code: segno.QRCode) -> SafeString:
    """A stroke for every run of dark modules."""
    strokes = []
    for y, row in enumerate(code.matrix):
        for x, length in _dark_runs(row):
            strokes.append(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}.5h{length}")
    return mark_safe("".join(strokes))  # noqa: S308 - numbers


def _dark_runs(row: bytearray) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
