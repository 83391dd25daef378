"""On the home page: the lessons just taught today that have no reflection yet; two queries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from portal.dashboard.cards import HomeCard, home_cards
from research.timetable.to_reflect_on import lessons_to_reflect_on
from research.timetable.written import write_url

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

SHOWN = 4


def just_taught(user: User, term: Term | None, at: datetime) -> dict[str, Any] | None:
    """None where nothing waits, and for who has no timetable."""
    waiting = lessons_to_reflect_on(user, term, at)
    if not waiting:
        return None
    return {
        "lessons": [{"lesson": lesson, "url": write_url(lesson)} for lesson in waiting[:SHOWN]],
        "more": max(0, len(waiting) - SHOWN),
        "url": reverse("timetable:batch"),
    }


home_cards.register(
    HomeCard("just_taught", "timetable/_just_taught.html", just_taught, position=10)
)
