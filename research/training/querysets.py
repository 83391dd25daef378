"""The vocabulary of reading trainings and hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Max, Min, OuterRef, Q, Subquery, Sum

from portal.people.models import Role
from portal.records.querysets import RecordQuerySet

if TYPE_CHECKING:
    from portal.people.models import User


class TrainingQuerySet(models.QuerySet):
    def for_list(self) -> TrainingQuerySet:
        """With when it is, how many sessions and hours; one query."""
        from research.training.models import HourEntry

        held = ~Q(sessions__stage="cancelled")
        credited = HourEntry.objects.filter(training=OuterRef("pk")).order_by()
        return self.annotate(
            first_day=Min("sessions__occurred_on", filter=held),
            last_day=Max("sessions__occurred_on", filter=held),
            session_count=Count("sessions", filter=held),
            total_hours=Sum("sessions__hours", filter=held),
            credited=Subquery(
                credited.values("training").annotate(n=Count("person", distinct=True)).values("n")
            ),
        )


class SessionQuerySet(RecordQuerySet):
    def standing(self) -> SessionQuerySet:
        """Without those that were cancelled."""
        return self.exclude(stage="cancelled")

    def between(self, first: datetime, last: datetime) -> SessionQuerySet:
        return self.filter(starts_at__lte=last, ends_at__gte=first)


class HourEntryQuerySet(models.QuerySet):
    def of(self, people: Iterable[User]) -> HourEntryQuerySet:
        return self.filter(person__in=people)

    def visible_to(self, user: User) -> HourEntryQuerySet:
        """Everybody's for the office and the principal, their own for everyone else."""
        if user.roles & {Role.RESEARCH_OFFICE, Role.PRINCIPAL}:
            return self
        return self.filter(person=user)

    def in_years(self, first: int, last: int) -> HourEntryQuerySet:
        return self.filter(year__gte=first, year__lte=last)

    def from_district(self) -> HourEntryQuerySet:
        return self.filter(source__in=["district", "total"])

    def has_sheet(self, year: int) -> bool:
        """Lines of the district for the year were imported; one query."""
        return self.filter(year=year, source="district").exists()

    def keeps(self, year: int) -> bool:
        """The school keeps the hours of this year in the portal at all; one query."""
        return self.filter(year=year).exists()
