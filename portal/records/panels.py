"""Panels: what other apps add to the page of a record, whatever its kind.

Declared in an app's `panels.py`, below the record's texts: where it was
discussed, who found it useful, what was observed in it.

    record_panels.register(RecordPanel(
        slug="discussed", template="activities/_discussed.html", context=discussed_in,
    ))

`context(record, user)` answers None where there is nothing to show; at most
one query each, for a page of any record asks every panel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record


@dataclass(frozen=True, eq=False)
class RecordPanel:
    """`kinds` empty: for every kind. The template gets the context and `record`."""

    slug: str
    template: str
    context: Callable[[Record, User], dict[str, Any] | None]
    kinds: frozenset[str] = frozenset()
    position: int = 50


record_panels: Registry[RecordPanel] = Registry("record panel")


def panels_of(record: Record, request: HttpRequest) -> list[SafeString]:
    """The panels that have something to show to this reader, in their order."""
    shown = []
    for panel in sorted(record_panels, key=lambda panel: panel.position):
        if panel.kinds and record.kind not in panel.kinds:
            continue
        context = panel.context(record, request.user)  # type: ignore[arg-type]
        if context is not None:
            shown.append(render_to_string(panel.template, {"record": record, **context}, request))
    return shown
