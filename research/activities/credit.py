"""Credit for who spoke, chaired and recorded: Participations from when an activity is held.

Who was there gets theirs from the attendance (`research.attendance`).
"""

from __future__ import annotations

from django.db.models import Q

from portal.records.models import Part, Participation
from research.activities.models import Activity


def credited(activity: Activity) -> set[tuple[int, str]]:
    """(person, part) of those with a part; two queries."""
    parts = {(pk, Part.LEAD_SPEAKER.value) for pk in _ids(activity.lead_speakers)}
    parts |= {(pk, Part.RECORDER.value) for pk in _ids(activity.recorders)}
    if activity.chair_id:
        parts.add((activity.chair_id, Part.CHAIR.value))
    return parts


def credit_parts(activity: Activity) -> None:
    """Let the Participations say what the activity says; nothing before it is held."""
    if activity.held_at is None:
        return
    wanted = credited(activity)
    ours = Q(part__in=[Part.LEAD_SPEAKER, Part.CHAIR, Part.RECORDER])
    rows = Participation.objects.filter(ours, record_id=activity.pk)
    known = {(row.person_id, row.part): row.pk for row in rows}
    gone = [pk for key, pk in known.items() if key not in wanted]
    if gone:
        Participation.objects.filter(pk__in=gone).delete()
    Participation.objects.bulk_create(
        [
            Participation(record_id=activity.pk, person_id=person, part=part)
            for person, part in sorted(wanted - set(known))
        ],
        ignore_conflicts=True,
    )


def _ids(people: object) -> list[int]:
    return list(people.values_list("pk", flat=True))  # type: ignore[attr-defined]
