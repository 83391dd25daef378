"""Types of notice: their sentences, declared in each app's `notice_types.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.notices.models import Notice


@dataclass(frozen=True, eq=False)
class NoticeType:
    """`subject` and `body` are sentences with named placeholders, filled from `params`.

    An obligation cannot be unsubscribed from. `still_stands` is asked just
    before a mail leaves: of these notices, the ids of those whose cause still
    holds; what was done meanwhile is not mailed.
    """

    slug: str
    label: str | Promise
    subject: str | Promise
    body: str | Promise
    icon: str = "bell"
    is_obligation: bool = False
    still_stands: Callable[[Sequence[Notice]], set[int]] | None = None


notice_types: Registry[NoticeType] = Registry("notice type")


def in_every_language(text: str | Promise) -> dict[str, str]:
    """The text by language code, for `params`: whoever reads it chooses then."""
    written = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            written[code] = str(text)
    return written
