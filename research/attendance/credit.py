"""Attendance in the archive: whoever was there has a Participation that says so in a word.

It follows the attendance both ways and may be written again at any time.
"""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.utils import translation

from portal.records.models import Part, Participation
from research.attendance.models import ATTENDED, Attendance, Status


def credit_attendance(record_id: int, person_id: int, status: str) -> None:
    """Give, change or take the credit of one person: two queries at most."""
    given = Participation.objects.filter(
        record_id=record_id, person_id=person_id, part=Part.ATTENDEE
    )
    if status not in ATTENDED:
        given.delete()
        return
    detail = word_for(status)
    if not given.update(detail=detail):
        Participation.objects.bulk_create(
            [
                Participation(
                    record_id=record_id, person_id=person_id, part=Part.ATTENDEE, detail=detail
                )
            ],
            ignore_conflicts=True,
        )


def credit_all(attendances: Collection[Attendance]) -> None:
    """The same for several people of one gathering: two queries."""
    if not attendances:
        return
    [record_id] = {row.record_id for row in attendances}
    Participation.objects.filter(
        record_id=record_id,
        part=Part.ATTENDEE,
        person_id__in=[row.person_id for row in attendances],
    ).delete()
    Participation.objects.bulk_create(
        Participation(
            record_id=record_id,
            person_id=row.person_id,
            part=Part.ATTENDEE,
            detail=word_for(row.status),
        )
        for row in attendances
        if row.status in ATTENDED
    )


def word_for(status: str) -> str:
    """出席, 迟到: in the school's language, for it is kept."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(Status(status).label)
