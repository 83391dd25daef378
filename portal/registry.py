"""A registry of declarations: refuses duplicates and unknown names, at start."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured


class Slugged(Protocol):
    @property
    def slug(self) -> str: ...


T = TypeVar("T", bound=Slugged)


class Registry(Generic[T]):
    """Declarations by slug, in the order in which they were registered.

    `register` raises ImproperlyConfigured for a slug that is taken; `get`
    raises KeyError, with the known slugs named, for one that is unknown.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, T] = {}

    def register(self, item: T) -> T:
        known = self._items.get(item.slug)
        if known is not None and known != item:
            raise ImproperlyConfigured(f"{self.what} {item.slug!r} is registered twice")
        self._items[item.slug] = item
        return item

    def unregister(self, slug: str) -> None:
        """Forget a declaration; for tests that bring an app and take it away."""
        self._items.pop(slug, None)

    @contextmanager
    def having(self, item: T) -> Iterator[T]:
        """Know a declaration for a while; for tests."""
        self.register(item)
        try:
            yield item
        finally:
            self.unregister(item.slug)

    def get(self, slug: str) -> T:
        try:
            return self._items[slug]
        except KeyError:
            known = ", ".join(self._items) or "none"
            raise KeyError(f"no {self.what} {slug!r}; registered: {known}") from None

    def __contains__(self, slug: str) -> bool:
        return slug in self._items

    def __iter__(self) -> Iterator[T]:
        return iter(self._items.values())

    def __len__(self) -> int:
        return len(self._items)
