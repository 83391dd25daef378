"""The lists behind the figures: the same filters, in the address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse


def matrix_url(
    term_id: int,
    *,
    group_id: int | str = 0,
    requirement_id: int = 0,
    is_behind: bool = False,
    week: int = 0,
) -> str:
    """People × requirements, narrowed as the figure was; `week` to what fell due in it."""
    asked = {
        "term": term_id,
        "group": group_id,
        "requirement": requirement_id,
        "behind": int(is_behind),
        "week": week,
    }
    return f"{reverse('deadlines:matrix')}?{_written(asked)}"


def waiting_url(term_id: int, *, group_id: int = 0) -> str:
    """What waits for a decision in the whole school, or in one group."""
    asked = {"scope": "school", "term": term_id, "group": group_id}
    return f"{reverse('records:queue')}?{_written(asked)}"


def overview_url(term_id: int, *, group_id: int = 0) -> str:
    return f"{reverse('dashboard:overview')}?{_written({'term': term_id, 'group': group_id})}"


def _written(asked: Mapping[str, object]) -> str:
    return urlencode({name: value for name, value in asked.items() if value})
