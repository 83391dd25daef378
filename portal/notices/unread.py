"""How many notices wait to be read; counted once a request, and never past a hundred."""

from __future__ import annotations

from typing import Any

from portal.notices.models import Notice

#: The bell shows no larger number; more is "99+".
UNREAD_SHOWN = 99


def unread_count(user: Any) -> int:
    """At most one more than is shown; one query, kept on the user for the request."""
    if not getattr(user, "is_authenticated", False):
        return 0
    if "_unread_notices" not in user.__dict__:
        unread = Notice.objects.to(user).unread().order_by()
        user.__dict__["_unread_notices"] = unread.values("pk")[: UNREAD_SHOWN + 1].count()
    return int(user.__dict__["_unread_notices"])
