"""What was corrected on the list of a gathering, newest first."""

from __future__ import annotations

from django.db.models import QuerySet

from research.attendance.models import AttendanceChange, Gathering


def changes_of(gathering: Gathering, *, person: int | None = None) -> QuerySet[AttendanceChange]:
    """Of everybody, or of one person (their id). One query."""
    changes = AttendanceChange.objects.filter(attendance__record_id=gathering.pk)
    if person is not None:
        changes = changes.filter(attendance__person_id=person)
    return changes.select_related("by", "attendance__person").order_by("-at", "-pk")
