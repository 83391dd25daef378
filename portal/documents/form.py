"""What stands on a printed form, told once for PDF and Word (表格).

Neighbouring `Field`, `Prose` and `Pictures` become one ruled box, as on the
forms schools file: a label on the left, what was written on the right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Field:
    """A label and a short value. Two share a line unless one is `wide`."""

    label: Words
    value: Any
    wide: bool = False


@dataclass(frozen=True)
class Prose:
    """A label and a long text: the small HTML that `portal.records.prose` stores."""

    label: Words
    html: str


@dataclass(frozen=True)
class Picture:
    """The bytes of a picture file; one that cannot be read is left out."""

    data: bytes
    caption: str = ""


@dataclass(frozen=True)
class Pictures:
    """A label and pictures in a grid, so many in a row."""

    label: Words
    pictures: Sequence[Picture]
    columns: int = 2


@dataclass(frozen=True)
class Text:
    """Prose between the boxes, under a heading of its own unless that is empty."""

    html: str
    heading: Words = ""


@dataclass(frozen=True)
class Column:
    """`width` is this column's share of the paper beside the others'."""

    label: Words
    width: float = 1
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Table:
    """A list under a header that repeats on every page; a plain string does as a column."""

    columns: Sequence[Words | Column]
    rows: Sequence[Sequence[Any]]
    heading: Words = ""


@dataclass(frozen=True)
class Signatures:
    """A line to write on after each label."""

    labels: Sequence[Words]


Block = Field | Prose | Pictures | Text | Table | Signatures


@dataclass(frozen=True)
class Form:
    """`author` goes into the file's properties; `note` stands small in every page's footer.

    `picture_of` gives the bytes for the address of a picture inside a text, or
    None where the reader may not see it.
    """

    title: Words
    blocks: Sequence[Block]
    subtitle: Words = ""
    school: str = ""
    author: str = ""
    note: Words = ""
    landscape: bool = False
    picture_of: Callable[[str], bytes | None] | None = None

    @property
    def school_name(self) -> str:
        return self.school or settings.PORTAL_SCHOOL_NAME
