"""On the home page: announcements that are not read, or wait to be confirmed. One query."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from portal import clock
from portal.announcements.models import Recipient
from portal.dashboard.cards import HomeCard, home_cards
from portal.notices.unread import unread_count
from portal.prepared import prepared

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

SHOWN = 5


@prepared
def _waiting(person: int, on: date) -> QuerySet[Recipient]:
    """To be confirmed first; what is over asks nobody any more. One more than is shown."""
    standing = Q(announcement__valid_until__isnull=True) | Q(announcement__valid_until__gte=on)
    return (
        Recipient.objects.waiting()
        .filter(standing, person_id=person)
        .select_related("announcement__author")
        .defer("announcement__body", "announcement__text")
        .order_by("-announcement__must_confirm", "-announcement__sent_at", "-pk")[: SHOWN + 1]
    )


def to_read(user: User, term: Term | None, at: datetime) -> dict[str, Any] | None:
    # The bell counts anyway; whoever has nothing unread there is asked no further.
    if not unread_count(user):
        return None
    rows = _waiting(user.pk, clock.today())
    if not rows:
        return None
    return {"rows": rows[:SHOWN], "has_more": len(rows) > SHOWN}


home_cards.register(
    HomeCard("announcements_to_read", "announcements/_home_card.html", to_read, position=15)
)
