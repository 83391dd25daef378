"""What each teacher of the demo school owes in a term."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from portal.deadlines.models import Requirement
from portal.terms.models import Term

#: Kind, how many, every so many weeks (0: once a term), reminded so many days before.
OWED = [
    ("lesson_reflection", 2, 1, "1,0"),
    ("homework_reflection", 1, 2, "1,0"),
    ("education_narrative", 1, 0, "14,7,3,1,0"),
    ("experience_summary", 1, 0, "14,7,3,1,0"),
    ("case", 1, 0, "14,7,3,1,0"),
]


def make_requirements(terms: list[Term]) -> None:
    """The usual amounts (docs/rules.md#daily-practice); documents due in the last week but one."""
    Requirement.objects.bulk_create(
        [
            Requirement(
                term=term,
                kind=kind,
                count=count,
                every_weeks=every_weeks,
                offsets=offsets,
                due_at=None if every_weeks else _due_at(term),
            )
            for term in terms
            for kind, count, every_weeks, offsets in OWED
        ]
    )


def _due_at(term: Term) -> datetime:
    friday = term.week_bounds(term.week_count - 1)[0] + timedelta(days=4)
    return timezone.make_aware(datetime.combine(friday, time(23, 59)))
