"""The vocabulary of reading terms and calendar days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from portal.prepared import prepared

if TYPE_CHECKING:
    from portal.terms.models import Term


@prepared
def _current_term() -> models.QuerySet[Term]:
    from portal.terms.models import Term

    return Term.objects.select_related("school_year").filter(is_current=True)[:1]


class TermQuerySet(models.QuerySet["Term"]):
    def current(self) -> Term | None:
        """The current term with its school year, or None before the first is opened."""
        return next(iter(_current_term()), None)

    def holding(self, day: date) -> Term | None:
        return (
            self.select_related("school_year").filter(starts_on__lte=day, ends_on__gte=day).first()
        )

    def overlapping(self, first: date, last: date) -> TermQuerySet:
        """Terms that share a day with the span, both ends included."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def oldest_first(self) -> TermQuerySet:
        return self.select_related("school_year").order_by("starts_on")

    def newest_first(self) -> TermQuerySet:
        return self.select_related("school_year").order_by("-starts_on")


class CalendarDayQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> CalendarDayQuerySet:
        """The days that count; what the school struck out is left to the weekday rule."""
        return self.filter(date__gte=first, date__lte=last, is_struck=False)
