"""A club's sessions are announced to the school by the first of December."""

from datetime import datetime

from portal.deadlines.dues import Due, DueSource, due_sources
from portal.people.models import User
from tests.toy.models import ClubSession

DEADLINE = datetime.fromisoformat("2026-12-01T16:00:00+08:00")


def club_plans(first, last, people):
    """One due per teacher, met by any club session filed."""
    if not first <= DEADLINE <= last:
        return
    done = set(ClubSession.objects.filed().values_list("author_id", flat=True))
    for person in people if people is not None else User.objects.in_service().teachers():
        yield Due(
            key="club_plan:2026",
            person_id=person.pk,
            due_at=DEADLINE,
            label="Club plan",
            url="/clubs/club-sessions/new/",
            done=int(person.pk in done),
            offsets=(7, 1),
        )


due_sources.register(DueSource(slug="club_plan", label="Club plan", between=club_plans))
