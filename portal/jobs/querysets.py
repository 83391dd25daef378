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

    def takeable(self, at: datetime) -> JobQuerySet:
        """Waiting, or running under a lease that has run out."""
        return self.filter(Q(state="queued") | Q(state="running", lease_until__lt=at))
