"""Drawing the sample of an inspection: whom to look at, and what they filed.

Of each group so many percent of the teachers, and never fewer than the school
says (docs/rules.md#supervision). Of each sampled teacher the newest filed
record of the month of each inspected kind, or the finding that there is none.
The draw is made by the inspection's own seed, so it can be made again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil
from random import Random

from portal.people.models import Group, User
from portal.records.models import Record
from research.supervision.models import Finding, Inspection, SupervisionSetting


def sample_size(teachers: int, numbers: SupervisionSetting) -> int:
    """How many of `teachers` are looked at; never more than there are."""
    wanted = ceil(teachers * numbers.sample_percent / 100)
    return min(teachers, max(wanted, numbers.sample_least))


def draw_sample(inspection: Inspection, numbers: SupervisionSetting) -> list[User]:
    """The sampled teachers of the inspected group; one query."""
    teachers = list(_teachers_of(inspection.group, inspection.month))
    count = sample_size(len(teachers), numbers)
    return Random(inspection.seed).sample(teachers, count)  # noqa: S311 - a fair draw, no secret


def _teachers_of(group: Group | None, month: date) -> Iterable[User]:
    """Those in the group at the month's end, in an order that does not change."""
    return (
        User.objects.in_service().teachers().in_group(group, on=last_day_of(month)).order_by("pk")
    )


def findings_for(inspection: Inspection, people: list[User]) -> list[Finding]:
    """What there is to look at, unsaved; one query."""
    records = newest_of_month(people, inspection.inspected_kinds, inspection.month)
    return [
        Finding(
            inspection=inspection,
            person=person,
            kind=kind,
            record=records.get((person.pk, kind)),
        )
        for person in people
        for kind in inspection.inspected_kinds
    ]


def newest_of_month(
    people: list[User], kinds: list[str], month: date
) -> dict[tuple[int, str], Record]:
    """The newest record that each filed of each kind in the month; private ones are left alone."""
    filed = (
        Record.objects.filed()
        .filter(author__in=people, kind__in=kinds, occurred_on__gte=month)
        .filter(occurred_on__lte=last_day_of(month))
        .exclude(visibility="private")
        .order_by("occurred_on", "pk")
        .only("pk", "kind", "author_id")
    )
    return {(record.author_id, record.kind): record for record in filed}


def last_day_of(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
