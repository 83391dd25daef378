"""Announcements with a day until which they are valid stand on it, in the calendar of readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from portal import clock
from portal.agenda.sources import Event, EventSource, event_sources
from portal.announcements.models import Announcement

if TYPE_CHECKING:
    from portal.people.models import User


def nobodys_time(
    first: datetime, last: datetime, *, people: Iterable[User] | None
) -> Iterable[Event]:
    """A last day keeps nobody from being elsewhere."""
    return ()


def last_days(user: User, first: datetime, last: datetime) -> Iterator[Event]:
    """Of what concerns this person; one query. The day on which the window ends is not in it."""
    begins = timezone.localdate(first)
    ends = timezone.localdate(last - timedelta(microseconds=1))
    rows = Announcement.objects.concerning(user, clock.today()).sent()
    found = rows.filter(valid_until__range=(begins, ends)).defer("body", "text")
    for row in found.order_by("valid_until", "pk"):
        assert row.valid_until is not None  # noqa: S101 - filtered
        midnight = timezone.make_aware(datetime.combine(row.valid_until, time()))
        yield Event(
            key=f"announcement:{row.pk}",
            title=pgettext("in the calendar", "Last day: %(title)s") % {"title": row.title},
            starts_at=midnight,
            ends_at=midnight + timedelta(days=1),
            url=row.get_absolute_url(),
            person_ids=frozenset({user.pk}),
            all_day=True,
            changed_at=row.updated_at,
        )


event_sources.register(
    EventSource(
        slug="announcement",
        label=pgettext_lazy("a kind of event", "Announcement"),
        icon="megaphone",
        between=nobodys_time,
        for_user=last_days,
        is_personal=True,
    )
)
