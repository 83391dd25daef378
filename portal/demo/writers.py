"""What a domain writes for the demo school: declared in its `demo.py`.

A writer makes up the fields of one record of a kind; the seed decides who
files how many of them, when, and what becomes of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.people.models import Subject


@dataclass(frozen=True)
class Occasion:
    """Who writes, of what and when; what a writer may draw upon."""

    on: date
    subject: Subject | None
    subject_name: str
    class_name: str


@dataclass(frozen=True, eq=False)
class DemoWriter:
    """`write(rng, occasion)` returns title and fields; about so many a term per teacher."""

    slug: str
    per_term: float
    write: Callable[[Random, Occasion], dict[str, Any]]


demo_writers: Registry[DemoWriter] = Registry("demo writer")
