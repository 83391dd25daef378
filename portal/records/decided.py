"""What a reviewer decided lately, and the bulk acceptances they can still undo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min, QuerySet

from portal import clock
from portal.people.models import User
from portal.records.models import Review, State

LATELY = timedelta(days=30)
AT_MOST = 50


@dataclass(frozen=True)
class Batch:
    """`count` records accepted together at `at`."""

    batch: UUID
    at: datetime
    count: int


def recent_decisions(by: User) -> list[Review]:
    """Newest first, of the last thirty days; one query."""
    reviews = Review.objects.filter(
        by=by,
        from_state=State.SUBMITTED,
        to_state__in=[State.ACCEPTED, State.RETURNED],
        at__gte=clock.now() - LATELY,
    ).exclude(record__author=by)
    joined = reviews.select_related("record__author", "record__group", "for_whom")
    return list(joined.defer("record__text").order_by("-at", "-pk")[:AT_MOST])


def recent_batches(by: User) -> list[Batch]:
    """Bulk acceptances young enough to be undone and not undone yet; one query."""
    since = clock.now() - timedelta(days=settings.PORTAL_REVIEW_UNDO_DAYS)
    reviews = Review.objects.filter(by=by, batch__isnull=False, at__gte=since)
    undone = reviews.filter(to_state=State.SUBMITTED).values("batch")
    rows = (
        reviews.filter(to_state=State.ACCEPTED)
        .exclude(batch__in=undone)
        .values("batch")
        .annotate(moment=Min("at"), number=Count("pk"))
        .order_by("-moment")
    )
    return [Batch(row["batch"], row["moment"], row["number"]) for row in rows if row["batch"]]


def batch_of(batch: UUID, by: User) -> QuerySet[Review]:
    """The acceptances of a batch of this person's."""
    reviews = Review.objects.filter(batch=batch, by=by, to_state=State.ACCEPTED)
    return reviews.select_related("record__author").defer("record__text").order_by("pk")
