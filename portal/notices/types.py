"""Types of notice: their sentences, declared in each app's `notice_types.py`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from portal.registry import Registry


@dataclass(frozen=True, eq=False)
class NoticeType:
    """`subject` and `body` are sentences with named placeholders, filled from `params`.

    An obligation cannot be unsubscribed from.
    """

    slug: str
    label: str | Promise
    subject: str | Promise
    body: str | Promise
    icon: str = "bell"
    is_obligation: bool = False


notice_types: Registry[NoticeType] = Registry("notice type")
