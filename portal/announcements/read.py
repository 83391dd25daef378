"""Reading an announcement: to have opened it is to have read it; confirming is an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.announcements.models import Announcement, Recipient
from portal.announcements.tell import key_of
from portal.notices.models import Notice
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User


def read_announcement(announcement: Announcement, *, by: User) -> Recipient | None:
    """Note the first opening of who it concerns, and with it their notice; else their row.

    Who joined later gets a row of their own. None for somebody whom it does not
    concern, such as the office looking after another's.
    """
    if announcement.is_draft or announcement.author_id == by.pk:
        return None
    mine = Recipient.objects.filter(announcement=announcement, person=by).first()
    if mine is None:
        mine = _row_of_newcomer(announcement, by)
    if mine is None or mine.read_at is not None or announcement.is_withdrawn:
        return mine
    return _note_reading(mine, announcement)


@transaction.atomic
def _note_reading(mine: Recipient, announcement: Announcement) -> Recipient:
    mine.read_at = clock.now()
    mine.is_waiting = announcement.must_confirm
    mine.save(update_fields=["read_at", "is_waiting"])
    _read_notice(announcement, mine.person_id)
    return mine


def _row_of_newcomer(announcement: Announcement, person: User) -> Recipient | None:
    standing = Announcement.objects.concerning(person, clock.today())
    if not standing.filter(pk=announcement.pk).exists():
        return None
    row, _is_new = Recipient.objects.get_or_create(announcement=announcement, person=person)
    return row


def _read_notice(announcement: Announcement, person_id: int) -> None:
    """The bell need not go on about what was just opened."""
    key = f"{key_of(announcement)}:{person_id}"
    Notice.objects.filter(key=key, read_at__isnull=True).update(read_at=clock.now())


@transaction.atomic
def confirm_announcement(announcement: Announcement, *, by: User) -> Recipient:
    """The person has read it, and says so; the first time counts. Refused: not_asked, withdrawn."""
    mine = Recipient.objects.select_for_update().filter(announcement=announcement, person=by)
    row = mine.first()
    if row is None or not announcement.must_confirm:
        raise Refused("not_asked", _("Nobody asked you to confirm this."))
    if announcement.is_withdrawn:
        raise Refused("withdrawn", _("It was withdrawn meanwhile; there is nothing to confirm."))
    if row.confirmed_at is None:
        row.confirmed_at = clock.now()
        row.read_at = row.read_at or row.confirmed_at
        row.is_waiting = False
        row.save(update_fields=["confirmed_at", "read_at", "is_waiting"])
        _read_notice(announcement, by.pk)
    return row
