"""A radar chart drawn by the server: shapes and short words in SVG, the figures in a table beside.

No script and no inline style, as `portal.ui.charts`. Each axis goes from
nothing in the middle to the dimension's full marks at the rim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.safestring import SafeString

from portal.ui.markup import escaped

RADIUS, MARGIN_X, MARGIN_Y = 100, 90, 34
RINGS = (0.25, 0.5, 0.75, 1.0)
#: Fewer axes make no shape.
FEWEST = 3


@dataclass(frozen=True)
class Axis:
    """`share` is from 0 to 1 of what the axis goes to."""

    label: str
    share: float


def radar_svg(axes: Sequence[Axis]) -> SafeString:
    """The chart, hidden from screen readers: the table beside it says the same. "" for too few."""
    if len(axes) < FEWEST:
        return SafeString("")
    width, height = 2 * (RADIUS + MARGIN_X), 2 * (RADIUS + MARGIN_Y)
    shapes = [
        *(_polygon([ring] * len(axes), "radar-ring") for ring in RINGS),
        *(_spoke(n, len(axes)) for n in range(len(axes))),
        _polygon([axis.share for axis in axes], "radar-value"),
        *(_label(axis.label, n, len(axes)) for n, axis in enumerate(axes)),
    ]
    return SafeString(
        f'<svg class="radar" viewBox="{-width // 2} {-height // 2} {width} {height}"'
        f' aria-hidden="true" focusable="false">{"".join(shapes)}</svg>'
    )


def _point(n: int, of: int, share: float) -> tuple[float, float]:
    """The first axis stands upright, the others follow clockwise."""
    angle = 2 * pi * n / of
    return round(sin(angle) * share * RADIUS, 1), round(-cos(angle) * share * RADIUS, 1)


def _polygon(shares: Sequence[float], css_class: str) -> str:
    points = (_point(n, len(shares), min(share, 1)) for n, share in enumerate(shares))
    return f'<polygon class="{css_class}" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'


def _spoke(n: int, of: int) -> str:
    x, y = _point(n, of, 1)
    return f'<line class="radar-ring" x1="0" y1="0" x2="{x}" y2="{y}"/>'


def _label(label: str, n: int, of: int) -> str:
    x, y = _point(n, of, 1.12)
    anchor = "middle" if abs(x) < 1 else "start" if x > 0 else "end"
    return f'<text x="{x}" y="{y + 4:g}" text-anchor="{anchor}">{escaped(label)}</text>'
