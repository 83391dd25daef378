"""Reminding those who are behind, by hand: once a day per person, within the hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from portal import clock
from portal.deadlines.offsets import sending_time
from portal.deadlines.progress import Row
from portal.notices.models import Notice
from portal.notices.post import Wording, post_notices
from portal.people.models import User
from portal.terms.calendar import Calendar

if TYPE_CHECKING:
    from datetime import datetime

OWED_NUDGE = "owed_nudge"
#: Far enough for the next working day after the longest holiday.
AHEAD = timedelta(days=75)


@dataclass(frozen=True)
class Nudge:
    """Who would be told what; `was_told` when somebody reminded them today already."""

    person: User
    what: str
    was_told: bool
    is_away: bool

    @property
    def will_go(self) -> bool:
        return not (self.was_told or self.is_away)


def nudges_for(rows: Sequence[Row], *, at: datetime | None = None) -> list[Nudge]:
    """The preview: one for each person behind; one query."""
    at = at or clock.now()
    keys = {_key(row.person, at): row for row in rows if row.progress.is_behind}
    told = set(Notice.objects.filter(key__in=list(keys)).values_list("key", flat=True))
    return [
        Nudge(
            row.person,
            _what(row),
            was_told=key in told,
            is_away=row.person.status != User.Status.ACTIVE or not row.person.is_active,
        )
        for key, row in keys.items()
    ]


@transaction.atomic
def remind_behind(rows: Sequence[Row], *, by: User, at: datetime | None = None) -> int:
    """Tell those who are behind what is missing; returns how many were told.

    Whoever was reminded today, or is away, is passed over; pressing twice
    tells nobody twice.
    """
    at = at or clock.now()
    today = timezone.localdate(at)
    calendar = Calendar.between(today, today + AHEAD)
    send_after = sending_time(at, at + AHEAD, calendar)
    going = {nudge.person for nudge in nudges_for(rows, at=at) if nudge.will_go}
    return post_notices(
        [
            Wording(
                person_id=row.person.pk,
                type=OWED_NUDGE,
                key=_key(row.person, at),
                send_after=send_after,
                url=reverse("deadlines:mine"),
                params={"by": by.name, "what": _in_languages(row)},
            )
            for row in rows
            if row.person in going
        ]
    )


def _key(person: User, at: datetime) -> str:
    return f"{OWED_NUDGE}:{timezone.localdate(at).isoformat()}:{person.pk}"


def _what(row: Row) -> str:
    """“Lesson reflection: 3, Case: 1”."""
    parts = [
        gettext("%(what)s: %(n)d") % {"what": cell.requirement.label, "n": cell.progress.behind}
        for cell in row.cells
        if cell is not None and cell.progress.is_behind
    ]
    return gettext(", ").join(parts)


def _in_languages(row: Row) -> dict[str, str]:
    written = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            written[code] = _what(row)
    return written
