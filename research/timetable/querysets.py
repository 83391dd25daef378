"""The vocabulary of reading the timetable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from portal.terms.models import Term


class EntryQuerySet(models.QuerySet):
    def in_term(self, term: Term) -> EntryQuerySet:
        return self.filter(term=term)

    def of(self, people: Iterable[object] | None) -> EntryQuerySet:
        """Of these people; None: of everyone."""
        return self if people is None else self.filter(person__in=list(people))

    def of_class(self, class_name: str) -> EntryQuerySet:
        return self.filter(class_name=class_name)


class SubstitutionQuerySet(models.QuerySet):
    def confirmed(self) -> SubstitutionQuerySet:
        """What holds: not what is only asked for."""
        return self.filter(state="confirmed")

    def live(self) -> SubstitutionQuerySet:
        """Asked for or confirmed: it takes its lesson, and the time it moves to."""
        return self.filter(state__in=["asked", "confirmed"])

    def touching(self, first: date, last: date) -> SubstitutionQuerySet:
        """Those that change a lesson of these days, or bring one to them."""
        return self.filter(Q(date__range=(first, last)) | Q(to_date__range=(first, last)))

    def of(self, people: Iterable[object] | None) -> SubstitutionQuerySet:
        """Those that concern these people, whose lesson it is or who take it over."""
        if people is None:
            return self
        ids = list(people)
        return self.filter(Q(person__in=ids) | Q(substitute__in=ids))
