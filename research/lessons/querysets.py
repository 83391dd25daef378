"""The vocabulary of reading open lessons and the seats in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from portal.records.querysets import RecordQuerySet

if TYPE_CHECKING:
    from portal.people.models import User

#: Stages in which a lesson stands in the school's calendar.
PLANNED = ("announced", "taught")


class OpenLessonQuerySet(RecordQuerySet):
    def standing(self) -> OpenLessonQuerySet:
        """Announced or taught, and not cancelled."""
        return self.filter(stage__in=PLANNED)

    def given(self, at: datetime) -> OpenLessonQuerySet:
        """Said to be taught, or announced and its time has passed; twin of `was_taught`."""
        return self.filter(Q(stage="taught") | Q(stage="announced", ends_at__lte=at))

    def coming(self, at: datetime) -> OpenLessonQuerySet:
        return self.filter(stage="announced", ends_at__gt=at)

    def between(self, first: datetime, last: datetime) -> OpenLessonQuerySet:
        """Those that share a moment with the window; `last` is not in it."""
        return self.filter(starts_at__lt=last, ends_at__gt=first)

    def of_lesson_kind(self, lesson_kind: str) -> OpenLessonQuerySet:
        return self.filter(lesson_kind=lesson_kind)

    def soonest_first(self) -> OpenLessonQuerySet:
        return self.order_by("starts_at", "id")


class SeatQuerySet(models.QuerySet):
    def of(self, person: User) -> SeatQuerySet:
        return self.filter(person=person)

    def held(self) -> SeatQuerySet:
        """With a number: not waiting."""
        return self.filter(number__isnull=False)

    def waiting(self) -> SeatQuerySet:
        return self.filter(number__isnull=True).order_by("booked_at", "pk")

    def of_people(self, people: Iterable[User]) -> SeatQuerySet:
        return self.filter(person_id__in=[person.pk for person in people])
