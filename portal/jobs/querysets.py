"""The vocabulary of reading jobs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from portal.people.models import User


class JobQuerySet(models.QuerySet):
    def owned_by(self, person: User) -> JobQuerySet:
        return self.filter(owner=person)

    def open(self) -> JobQuerySet:
        """Waiting or running."""
        return self.filter(state__in=["queued", "running"])

    def takeable(self, at: datetime) -> JobQuerySet:
        """Waiting (and past its pause after an error), or running under a lease that ran out."""
        is_rested = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
        return self.open().filter(Q(state="queued") & is_rested | Q(lease_until__lt=at))

    def with_result(self) -> JobQuerySet:
        return self.exclude(result="")

    def ended_before(self, at: datetime) -> JobQuerySet:
        return self.filter(ended_at__lt=at)

    def for_list(self) -> JobQuerySet:
        """Newest first, without what a list does not show."""
        return self.defer("params", "outcome").order_by("-id")
