"""On the home page: the hours that are missing, from the month in which the rules warn."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from portal.dashboard.cards import HomeCard, home_cards
from portal.people.rules import is_teacher
from research.training.ledger import Ledger
from research.training.models import HourEntry
from research.training.models.rules import EARLIEST_WARNING
from research.training.words import hours_text

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

#: A home page is opened far oftener than hours change.
SECONDS_KEPT = 600


def hours_missing(user: User, term: Term | None, at: datetime) -> dict[str, Any] | None:
    """Only to who is short. Nothing is asked of the database more than every ten minutes."""
    today = timezone.localdate(at)
    if not is_teacher(user) or today.month < EARLIEST_WARNING:
        return None
    key = f"training:missing:{user.pk}:{today.year}"
    missing = cache.get(key)
    if missing is None:
        missing = _missing(user, today.year, today.month)
        cache.set(key, missing, SECONDS_KEPT)
    if not missing:
        return None
    missing = hours_text(missing)
    url = f"{reverse('training:mine')}?year={today.year}"
    return {"missing": missing, "year": today.year, "url": url}


def _missing(user: User, year: int, month: int) -> Decimal:
    """0 for nothing, and where the school keeps no hours of the year."""
    if not HourEntry.objects.keeps(year):
        return Decimal(0)
    person = Ledger([user], year, year).year(user, year)
    if month < person.rules.warns_from_month or person.reckoning.passes:
        return Decimal(0)
    return person.reckoning.missing


home_cards.register(
    HomeCard("training_hours", "training/_home_card.html", hours_missing, position=60)
)
