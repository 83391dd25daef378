"""Reminding those short of hours by hand: what each is told, once a day per person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal import clock
from portal.deadlines.offsets import sending_time
from portal.notices.models import Notice
from portal.notices.post import Wording, post_notices
from portal.people.models import User
from portal.terms.calendar import Calendar
from research.training.ledger import PersonYear
from research.training.notice_types import HOURS_NUDGE
from research.training.words import hours_text

if TYPE_CHECKING:
    from datetime import date

#: Far enough for the next working day after the longest holiday.
AHEAD = timedelta(days=75)


@dataclass(frozen=True)
class HoursNudge:
    """Who would be told what; `was_told` when somebody reminded them today already."""

    person: User
    missing: Decimal
    was_told: bool
    is_away: bool

    @property
    def will_go(self) -> bool:
        return not (self.was_told or self.is_away)

    @property
    def missing_text(self) -> str:
        return hours_text(self.missing)


def nudges_for(short: Sequence[PersonYear], *, at: datetime | None = None) -> list[HoursNudge]:
    """The preview; one query."""
    today = timezone.localdate(at or clock.now())
    keys = {_key(row.person, today): row for row in short}
    told = set(Notice.objects.filter(key__in=list(keys)).values_list("key", flat=True))
    return [
        HoursNudge(
            row.person,
            row.reckoning.missing,
            was_told=key in told,
            is_away=row.person.status != User.Status.ACTIVE or not row.person.is_active,
        )
        for key, row in keys.items()
    ]


@transaction.atomic
def remind_short(short: Sequence[PersonYear], *, by: User, at: datetime | None = None) -> int:
    """Tell those who are short; returns how many were told. Pressing twice tells nobody twice."""
    at = at or clock.now()
    today = timezone.localdate(at)
    send_after = sending_time(at, at + AHEAD, Calendar.between(today, today + AHEAD))
    going = {nudge.person.pk for nudge in nudges_for(short, at=at) if nudge.will_go}
    return post_notices(
        [
            Wording(
                person_id=row.person.pk,
                type=HOURS_NUDGE.slug,
                key=_key(row.person, today),
                send_after=send_after,
                url=f"{reverse('training:mine')}?year={row.year}",
                params={
                    "by": by.name,
                    "year": row.year,
                    "missing": hours_text(row.reckoning.missing),
                },
            )
            for row in short
            if row.person.pk in going
        ]
    )


def _key(person: User, today: date) -> str:
    return f"{HOURS_NUDGE.slug}:{today.isoformat()}:{person.pk}"
