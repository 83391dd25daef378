"""Whoever joins a group or the staff later is told what still stands for them; once a day."""

from __future__ import annotations

from django.db import transaction

from portal import clock
from portal.announcements.audience import Audience, addressees
from portal.announcements.models import Announcement
from portal.announcements.send import add_recipients


def admit_newcomers() -> int:
    """Add those whom a standing announcement reaches today and did not when it was sent.

    A few queries for each announcement that still stands, none for the others.
    """
    standing = Announcement.objects.open_to_newcomers(clock.today()).for_detail()
    return sum(_admit(announcement) for announcement in standing)


@transaction.atomic
def _admit(announcement: Announcement) -> int:
    people = addressees(Audience.of(announcement), clock.today())
    known = set(announcement.recipients.values_list("person_id", flat=True))
    fresh = people - known - {announcement.author_id}
    return add_recipients(announcement, fresh) if fresh else 0
