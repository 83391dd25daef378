"""Lessons just taught, offered above an empty reflection: one tap fills the form.

What knows of lessons (the timetable) stands above this app and registers in
its `taught_source.py`, which is discovered.

    taught_sources.register(TaughtSource("timetable", lessons=lessons_of_today))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.people.models import User


@dataclass(frozen=True)
class Taught:
    """`label`: 第2节 七(3)班 语文; `url`: the form of a reflection, filled with it."""

    label: str
    url: str


@dataclass(frozen=True, eq=False)
class TaughtSource:
    """`lessons(user, at)`: what the person taught last and has not reflected on; few queries."""

    slug: str
    lessons: Callable[[User, datetime], Iterable[Taught]]


taught_sources: Registry[TaughtSource] = Registry("source of lessons taught")


def just_taught(user: User, at: datetime) -> list[Taught]:
    return [lesson for source in taught_sources for lesson in source.lessons(user, at)]
