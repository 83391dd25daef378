"""Lines of hours and times of service, made in one word."""

from datetime import date
from decimal import Decimal

from research.training.models import Category, HourState, Source
from research.training.reckon import Line, Times

LONG_HERE = Times(joined_on=date(2015, 9, 1), taught_since=date(2010, 9, 1))


def line(
    key="claim:1",
    hours="4",
    *,
    source=Source.CLAIM,
    category=Category.EXPERT_LECTURE,
    title="核心素养与课堂转型",
    on=date(2026, 3, 5),
    until=None,
    state=HourState.VERIFIED,
    certificate="",
    kind="",
):
    return Line(
        key=key,
        source=source,
        category=category,
        title=title,
        hours=Decimal(hours),
        starts_on=on,
        ends_on=until or on,
        state=state,
        certificate=certificate,
        kind=kind,
    )
