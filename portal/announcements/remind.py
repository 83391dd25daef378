"""Reminding those who have not read, or not confirmed: once a day each, within the hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.announcements.models import Announcement, Recipient
from portal.announcements.tell import NUDGE, post_wordings
from portal.notices.models import Notice
from portal.people.models import User
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.announcements.querysets import RecipientQuerySet


@dataclass(frozen=True)
class Nudge:
    """Who would be reminded; `was_told` when somebody did so today already."""

    recipient: Recipient
    was_told: bool

    @property
    def person(self) -> User:
        return self.recipient.person

    @property
    def is_away(self) -> bool:
        return self.person.status != User.Status.ACTIVE or not self.person.is_active

    @property
    def will_go(self) -> bool:
        return not (self.was_told or self.is_away)


def nudges_for(announcement: Announcement, waiting: RecipientQuerySet) -> list[Nudge]:
    """The preview: one for each of `waiting`; two queries."""
    rows = waiting.waiting().select_related("person__main_group").order_by("person__pinyin", "pk")
    keys = {f"{_key(announcement)}:{row.person_id}": row for row in rows}
    told = set(Notice.objects.filter(key__in=list(keys)).values_list("key", flat=True))
    return [Nudge(row, was_told=key in told) for key, row in keys.items()]


@transaction.atomic
def remind_waiting(announcement: Announcement, nudges: Sequence[Nudge], *, by: User) -> int:
    """Tell those who will be; returns how many. Refused `not_sent` when it no longer stands."""
    if not Announcement.objects.sent().filter(pk=announcement.pk).exists():
        raise Refused("not_sent", _("It is not with anybody now."))
    going = [nudge.recipient.person_id for nudge in nudges if nudge.will_go]
    return post_wordings(announcement, NUDGE, _key(announcement), going, by=by.name)


def _key(announcement: Announcement) -> str:
    return f"announcement_nudge:{announcement.pk}:{clock.today().isoformat()}"
