"""The vocabulary of reading group activities."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from portal.records.querysets import RecordQuerySet

if TYPE_CHECKING:
    from portal.people.models import User


class ActivityQuerySet(RecordQuerySet):
    def standing(self) -> ActivityQuerySet:
        """All that were not called off."""
        return self.exclude(stage="cancelled").exclude(state="withdrawn")

    def held(self) -> ActivityQuerySet:
        return self.filter(stage="held").exclude(state="withdrawn")

    def starting_between(self, first: datetime, last: datetime) -> ActivityQuerySet:
        return self.filter(starts_at__gte=first, starts_at__lt=last)

    def touching(self, first: datetime, last: datetime) -> ActivityQuerySet:
        """Those that share a moment with the span."""
        return self.filter(starts_at__lt=last, ends_at__gt=first)

    def expecting(self, person: User) -> ActivityQuerySet:
        return self.filter(attendances__person=person)
