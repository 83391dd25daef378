"""Addresses of the school-wide lists, narrowed as a figure was."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse


def filed_url(term_id: int, *, kinds: Iterable[str] = (), **asked: object) -> str:
    """What was filed in the term: `group`, `author`, `state`, `since` and `until` narrow it.

    One kind is chosen in the list's filter; of several the list says which they are.
    """
    slugs = list(kinds)
    narrowed = {"kind": slugs[0]} if len(slugs) == 1 else {"kinds": ",".join(slugs)}
    return _address("records:school_filed", {"term": term_id, **narrowed, **asked})


def decided_url(term_id: int, *, group_id: int = 0) -> str:
    """What was decided in the term, with the working days each decision took."""
    return _address("records:school_decided", {"term": term_id, "group": group_id})


def per_head_url(term_id: int, *, kinds: Iterable[str], group_id: int = 0) -> str:
    """How much each person filed of these kinds: numerator and denominator of an average."""
    asked = {"term": term_id, "group": group_id, "kinds": ",".join(kinds)}
    return _address("records:per_head", asked)


def _address(name: str, asked: dict[str, object]) -> str:
    return f"{reverse(name)}?{urlencode({key: value for key, value in asked.items() if value})}"
