"""The vocabulary of reading inspections."""

from __future__ import annotations

from datetime import date, datetime

from portal.records.querysets import RecordQuerySet


class InspectionQuerySet(RecordQuerySet):
    def closed(self) -> InspectionQuerySet:
        return self.filter(stage="closed")

    def waiting_for_reply(self) -> InspectionQuerySet:
        return self.filter(stage="reported")

    def of_month(self, month: date) -> InspectionQuerySet:
        return self.filter(month=month.replace(day=1))

    def reply_due_between(self, first: datetime, last: datetime) -> InspectionQuerySet:
        """Reported ones whose reply falls due on a day of the window, answered or not."""
        return self.exclude(stage="open").filter(
            reply_due_on__gte=first.date(), reply_due_on__lte=last.date()
        )
