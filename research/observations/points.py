"""Points as they are written: 92.5 · 优."""

from __future__ import annotations

from decimal import Decimal


def plain(points: Decimal | None) -> str:
    """Without a needless fraction; "" for none."""
    if points is None:
        return ""
    whole = points.to_integral_value()
    return str(int(whole)) if points == whole else f"{points.normalize():f}"


def in_words(total: Decimal | None, band: str) -> str:
    return " · ".join(part for part in (plain(total), band) if part)
