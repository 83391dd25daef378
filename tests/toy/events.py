"""A club meets at four for an hour; its teacher is there, the whole school may know."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from portal.agenda.sources import Event, EventSource, event_sources
from tests.toy.models import ClubSession


def sessions(first, last, *, people=None):
    rows = ClubSession.objects.filter(
        occurred_on__gte=timezone.localdate(first), occurred_on__lte=timezone.localdate(last)
    )
    for session in rows if people is None else rows.filter(author__in=people):
        starts_at = timezone.make_aware(datetime.combine(session.occurred_on, time(16)))
        yield Event(
            key=f"club_session:{session.pk}",
            title=session.title,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            url=session.get_absolute_url(),
            person_ids=frozenset({session.author_id}),
            group_ids=frozenset({session.group_id}),
            changed_at=session.updated_at,
        )


event_sources.register(
    EventSource(
        slug="club_session",
        label="Club session",
        icon="users",
        between=sessions,
        for_user=lambda user, first, last: sessions(first, last),
    )
)
