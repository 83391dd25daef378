"""The vocabulary of reading who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record


class AttendanceQuerySet(models.QuerySet):
    def of(self, record: Record) -> AttendanceQuerySet:
        """The list of one gathering."""
        return self.filter(record_id=record.pk)

    def by(self, person: User) -> AttendanceQuerySet:
        return self.filter(person=person)

    def expected(self) -> AttendanceQuerySet:
        """On the list beforehand (应到), whatever became of it."""
        return self.filter(is_expected=True)

    def counted(self) -> AttendanceQuerySet:
        """Who was there (实到), in time or late, expected or not."""
        return self.filter(status__in=("present", "late"))
