"""What a class declares and each of its instances gets for itself: filters, columns.

django-filter and django-tables2 copy it deeply for every page, down to the
words and choices that are only read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any, TypeVar

T = TypeVar("T")


class Declared(dict[str, T]):
    """Its deep copy holds what `own` makes of each: by itself a plain copy."""

    def __init__(self, items: Mapping[str, T], own: Callable[[T], T] = copy) -> None:
        super().__init__(items)
        self.own = own

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, T]:
        return {name: self.own(item) for name, item in self.items()}
