"""How many notices wait to be read; counted once a request, and never past a hundred."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from portal.notices.models import Notice
from portal.prepared import prepared

#: The bell shows no larger number; more is "99+".
UNREAD_SHOWN = 99


@prepared
def _unread(person: int) -> QuerySet:
    """The keys alone, and no more of them than are told apart."""
    unread = Notice.objects.standing().unread().filter(person_id=person).order_by()
    return unread.values_list("pk", flat=True)[: UNREAD_SHOWN + 1]


def unread_count(user: Any) -> int:
    """At most one more than is shown; one query, kept on the user for the request."""
    if not getattr(user, "is_authenticated", False):
        return 0
    if "_unread_notices" not in user.__dict__:
        user.__dict__["_unread_notices"] = len(_unread(user.pk))
    return int(user.__dict__["_unread_notices"])
