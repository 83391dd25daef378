"""What an observer owes: the observation of a lesson they booked a seat in, within two days.

Where the school says so: the settings of observations (docs/rules.md#observations).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.deadlines.dues import Due, DueSource, due_sources
from research.lessons.models import Seat
from research.lessons.querysets import PLANNED
from research.observations.models import Observation, ObservationSetting

if TYPE_CHECKING:
    from portal.people.models import User


#: No school gives its observers longer.
LONGEST = timedelta(days=31)


def observations_due(
    first: datetime, last: datetime, people: Iterable[User] | None = None
) -> Iterator[Due]:
    """A due for each seat held in a lesson that was taught; a query, two more where there are."""
    rows = list(_seats(first, last, people))
    if not rows:
        return
    within = timedelta(hours=ObservationSetting.current().submit_within_hours)
    filed = Observation.objects.filed().filter(lesson__in={lesson for _p, lesson, _e in rows})
    done = set(filed.values_list("observer_id", "lesson_id"))
    new = reverse("observations:observation_new")
    for person_id, lesson_id, ends_at in rows:
        if first <= ends_at + within <= last:
            yield Due(
                key=f"observation:{lesson_id}",
                person_id=person_id,
                due_at=ends_at + within,
                label=_("Observation of the lesson heard"),
                url=f"{new}?lesson={lesson_id}",
                done=int((person_id, lesson_id) in done),
                offsets=(1, 0),
                overdue_times=2,
            )


def _seats(
    first: datetime, last: datetime, people: Iterable[User] | None
) -> Iterable[tuple[int, int, datetime]]:
    """(person, lesson, its end) of the seats held in lessons taught by now."""
    seats = Seat.objects.held().filter(
        lesson__stage__in=PLANNED,
        lesson__ends_at__range=(first - LONGEST, min(last, clock.now())),
        person__is_active=True,
        person__status="active",
    )
    if people is not None:
        seats = seats.of_people(people)
    return seats.values_list("person_id", "lesson_id", "lesson__ends_at")


due_sources.register(DueSource("observation", _("Observations"), observations_due))
