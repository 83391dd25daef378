"""The vocabulary of reading terms and calendar days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from portal.terms.models import Term


class TermQuerySet(models.QuerySet):
    def current(self) -> Term | None:
        """The current term with its school year, or None before the first is opened."""
        return self.select_related("school_year").filter(is_current=True).first()

    def holding(self, day: date) -> Term | None:
        return (
            self.select_related("school_year").filter(starts_on__lte=day, ends_on__gte=day).first()
        )


class CalendarDayQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> CalendarDayQuerySet:
        return self.filter(date__gte=first, date__lte=last)
