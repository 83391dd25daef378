"""The vocabulary of reading notices and deliveries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from portal.people.models import User


class NoticeQuerySet(models.QuerySet):
    def to(self, person: User) -> NoticeQuerySet:
        return self.filter(person=person, withdrawn_at__isnull=True)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)

    def standing(self) -> NoticeQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def newest_first(self) -> NoticeQuerySet:
        return self.order_by("-id")


class DeliveryQuerySet(models.QuerySet):
    def due(self, at: datetime) -> DeliveryQuerySet:
        """Waiting and past their hour, or taken by a worker whose lease has run out."""
        return self.filter(
            Q(state="pending", send_after__lte=at) | Q(state="sending", lease_until__lt=at)
        )

    def given_up(self) -> DeliveryQuerySet:
        return self.filter(state="failed")

    def waiting(self) -> DeliveryQuerySet:
        return self.filter(state__in=["pending", "sending"])
