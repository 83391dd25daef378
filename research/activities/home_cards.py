"""On a leader's home page: minutes still wanted, and what is planned and not yet announced."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from portal.dashboard.cards import HomeCard, home_cards
from portal.prepared import prepared
from portal.records.facts import standing_badge
from portal.records.kinds import kinds
from research.activities.models import Activity
from research.activities.querysets import ActivityQuerySet
from research.activities.when import when

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

SOON = timedelta(days=14)
SHOWN = 5


def to_see_to(user: User, term: Term | None, at: datetime) -> dict[str, Any] | None:
    """For who leads a group; one query."""
    if term is None or not user.led_group_ids:
        return None
    kind = kinds.get("activity")
    lines = [
        {
            "activity": activity,
            "when": when(activity.starts_at, activity.ends_at),
            "badge": standing_badge(kind, activity),
        }
        for activity in _to_see_to(term.pk, tuple(user.led_group_ids), at, at + SOON)
    ]
    return {"lines": lines} if lines else None


@prepared
def _to_see_to(
    term: int, groups: tuple[int, ...], at: datetime, soon: datetime
) -> ActivityQuerySet:
    wanted = Q(stage="held", state__in=["draft", "returned"])
    over = Q(stage__in=["planned", "announced"], starts_at__lte=at)
    silent = Q(stage="planned", starts_at__gt=at, starts_at__lt=soon)
    rows = Activity.objects.filter(wanted | over | silent, term_id=term, group_id__in=groups)
    rows = rows.exclude(state="withdrawn").select_related("group")
    return rows.defer("text", *Activity.MINUTES).order_by("starts_at")[:SHOWN]


home_cards.register(
    HomeCard("activities_to_see_to", "activities/_home_card.html", to_see_to, position=30)
)
