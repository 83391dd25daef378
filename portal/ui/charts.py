"""Charts drawn by the server: shapes in SVG, words in HTML, the same numbers in a table.

They need no script and no inline style (the security policy forbids both), can
be printed, and read as a table by who cannot see them. A value of None is "no
figure", which is drawn as a gap and never as nothing done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

Words = str | Promise
Number = float | int | None

#: Steps of a heat table, from the share at which each begins.
HEAT_STEPS = (0.25, 0.5, 0.75, 1.0)
BAR_WIDTH, CHART_HEIGHT = 10, 100


@dataclass(frozen=True)
class Bar:
    """One bar: `value`, of `total` where there is one; `url` opens the list behind it."""

    label: Words
    value: Number
    total: Number = None
    url: str = ""


@dataclass(frozen=True)
class BarGroup:
    """One row of grouped bars: a value for each series, each with its list behind it."""

    label: Words
    values: Sequence[Number]
    urls: Sequence[str] = ()
    url: str = ""


@dataclass(frozen=True)
class HeatCell:
    """`share` (0 to 1, None for no figure) gives the colour, `text` the words in it."""

    share: float | None
    text: Words
    url: str = ""
    note: Words = ""

    @property
    def step(self) -> str:
        """Either "none", or 0 for the least to 4 for all done."""
        if self.share is None:
            return "none"
        return str(sum(self.share >= start for start in HEAT_STEPS))


@dataclass(frozen=True)
class HeatRow:
    label: Words
    cells: Sequence[HeatCell]
    url: str = ""


def bar_chart_context(
    bars: Sequence[Bar], label: Words, unit: Words, maximum: float | None
) -> dict[str, Any]:
    """Upright bars in a row, one for each week."""
    values = [number for bar in bars for number in (bar.value, bar.total) if number is not None]
    top = maximum or max(values, default=0) or 1
    return {
        "bars": bars,
        "label": label,
        "unit": unit,
        "top": written(top),
        "width": len(bars) * BAR_WIDTH,
        "shapes": SafeString("".join(_upright(i, bar, top) for i, bar in enumerate(bars))),
        "has_totals": any(bar.total is not None for bar in bars),
        "is_sparse": len(bars) > 12,
    }


def grouped_bars_context(
    groups: Sequence[BarGroup], series: Sequence[Words], label: Words, unit: Words
) -> dict[str, Any]:
    """Lying bars, a few for each group: chart and table in one."""
    top = max((v for group in groups for v in group.values if v is not None), default=0) or 1
    return {
        "label": label,
        "unit": unit,
        "series": list(enumerate(series, start=1)),
        "rows": [(group, _lying(group, top), _figures(group)) for group in groups],
    }


def _upright(position: int, bar: Bar, top: float) -> str:
    x = position * BAR_WIDTH + 1.5
    shapes = _column(x, bar.total, top, "bar-total") if bar.total is not None else ""
    return shapes + (_column(x, bar.value, top, "bar-value") if bar.value is not None else "")


def _column(x: float, value: float, top: float, css_class: str) -> str:
    height = round(min(float(value) / float(top), 1) * CHART_HEIGHT, 2)
    return (
        f'<rect class="{css_class}" x="{x}" y="{CHART_HEIGHT - height:g}"'
        f' width="{BAR_WIDTH - 3}" height="{height:g}"/>'
    )


def _lying(group: BarGroup, top: float) -> SafeString:
    rows = len(group.values)
    rects = "".join(
        f'<rect class="series-{number}" x="0" y="{(number - 1) * 10 + 1}"'
        f' width="{round(float(value) / float(top) * 100, 2):g}" height="8"/>'
        for number, value in enumerate(group.values, start=1)
        if value is not None
    )
    return SafeString(
        f'<svg class="lying lying-{rows}" viewBox="0 0 100 {rows * 10}"'
        f' preserveAspectRatio="none" aria-hidden="true" focusable="false">{rects}</svg>'
    )


def _figures(group: BarGroup) -> list[SafeString]:
    urls = [*group.urls, *[""] * (len(group.values) - len(group.urls))]
    return [linked(value, url) for value, url in zip(group.values, urls, strict=True)]


def linked(value: Number, url: str) -> SafeString:
    if value is None:
        return SafeString('<span class="none">–</span>')
    if not url:
        return format_html("{}", written(value))
    return format_html('<a href="{}">{}</a>', url, written(value))


def written(value: float) -> str:
    """A number with its thousands parted, and without a needless fraction."""
    if float(value).is_integer():
        return f"{int(value):,}"
    return number_format(round(value, 1), decimal_pos=1)


def heat_body(rows: Sequence[HeatRow]) -> SafeString:
    """Every row of a heat table; in Python, for a matrix has thousands of cells."""
    return SafeString("".join(_heat_row(row) for row in rows))


def _heat_row(row: HeatRow) -> str:
    head = format_html('<a href="{}">{}</a>', row.url, row.label) if row.url else row.label
    return (
        format_html('<tr><th scope="row">{}</th>', head)
        + "".join([_heat_cell(cell) for cell in row.cells])
        + "</tr>"
    )


def _heat_cell(cell: HeatCell) -> str:
    note = f' title="{conditional_escape(cell.note)}"' if cell.note else ""
    text = conditional_escape(cell.text)
    if cell.url:
        text = f'<a href="{conditional_escape(cell.url)}">{text}</a>'
    return f'<td class="heat-{cell.step}"{note}>{text}</td>'
