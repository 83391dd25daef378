"""On the home page: the lesson that an observer hears today, and its button."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.dashboard.cards import HomeCard, home_cards
from portal.prepared import prepared
from research.lessons.models import Seat
from research.lessons.querysets import SeatQuerySet
from research.lessons.when import hour_of
from research.observations.models import Observation

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

#: Shown from so long before the lesson until this long after it.
BEFORE, AFTER = timedelta(hours=2), timedelta(hours=6)


def heard_today(user: User, term: Term | None, at: datetime) -> dict[str, Any] | None:
    """Lessons of these hours in which the person has a seat; two queries, one for most people."""
    if term is None:
        return None
    seats = _seats_near(user.pk, timezone.localdate(at), at + BEFORE, at - AFTER)
    lessons = [seat.lesson for seat in seats]
    if not lessons:
        return None
    filed = Observation.objects.filed().filter(observer=user, lesson__in=lessons)
    done = set(filed.values_list("lesson_id", flat=True))
    rows = [
        {"lesson": lesson, "hour": hour_of(lesson), "has_begun": lesson.has_begun(at)}
        for lesson in lessons
        if lesson.pk not in done
    ]
    return {"rows": rows} if rows else None


@prepared
def _seats_near(person: int, on: date, soon: datetime, before: datetime) -> SeatQuerySet:
    """Held for lessons of the day that begin until `soon` and have not ended by `before`."""
    seats = Seat.objects.held().filter(
        person_id=person,
        lesson__stage__in=("announced", "taught"),
        lesson__occurred_on=on,
        lesson__starts_at__lte=soon,
        lesson__ends_at__gte=before,
    )
    return seats.select_related("lesson__author").order_by("lesson__starts_at")


home_cards.register(
    HomeCard(
        slug="heard_today",
        template="observations/_heard_today.html",
        context=heard_today,
        position=20,
    )
)
