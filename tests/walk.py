"""Every address × every role: what the walk opens, as whom, and what it says.

The answers make `docs/permissions.md`, which a person can read and which the
test compares; `make permissions` writes it anew. All objects are Lin's: a page
of hers is her own, to everybody else it is another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal.access import PUBLIC

#: Served by the libraries behind them, under their own rules.
NOT_OURS = ("admin:", "account_", "mfa_", "usersessions_")

ANSWERS = {
    200: "yes",
    302: "yes",
    409: "yes",
    503: "yes",
    422: "yes",
    405: "yes",
    403: "no",
    404: "hidden",
}


@dataclass(frozen=True)
class Page:
    """One address: its name, its route, and the view behind it."""

    name: str
    route: str
    callback: Callable[..., Any]

    @property
    def permission(self) -> str:
        view_class = getattr(self.callback, "view_class", None)
        if view_class is None:
            return getattr(self.callback, "permission", "")
        view = view_class(**self.callback.view_initkwargs)
        view.kwargs = {"pk": 0} if "<int:pk>" in self.route else {}
        if getattr(view, "act", None) == "" and hasattr(view, "kind"):
            view.act = "edit" if "<int:pk>" in self.route else "new"
        return view.get_permission()


def pages(resolver: Any = None, namespace: str = "", prefix: str = "/") -> Iterator[Page]:
    """Every named address of the portal's own apps, in the order of its urls."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from pages(entry, inner, route)
        elif isinstance(entry, URLPattern):
            name = f"{namespace}{entry.name or entry.pattern}"
            if not name.startswith((*NOT_OURS, "toy:")):
                yield Page(name, route, entry.callback)


def answer(client: Any, url: str) -> str:
    """What the page says to whoever is signed in: yes, no, hidden, or sign in."""
    response = client.get(url)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "sign in"
    return ANSWERS[response.status_code]


def address(page: Page, objects: dict[str, Callable[[], dict[str, Any]]]) -> str:
    """The page's address for one of Lin's objects; KeyError when none is known for it."""
    if "<" not in page.route:
        return page.route
    known = objects.get(page.name)
    if known is None:
        kinds = [key for key in objects if f"record:{page.name}".startswith(f"{key}_")]
        known = objects[max(kinds, key=len, default=page.name)]
    return reverse(page.name, kwargs=known())


def is_public(page: Page) -> bool:
    return page.permission == PUBLIC
