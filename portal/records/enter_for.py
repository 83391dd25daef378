"""Writing for somebody else (代录): the record is the teacher's, who confirms it.

`enter_for` says whose it is; every kind that is entered by others uses it.
`ask_author` lets a draft wait for its author, who hands it in as their own
(`submit_record` settles the entry), corrects it first, or declines it. Nothing
counts before. Each step is a Review row; those who are to act are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.notices.post import post_notice
from portal.records.models import Entry, Record, Review, State
from portal.records.move import is_repeated, latest_review, lock, move, require_words, show_on
from portal.records.notice_types import (
    ENTERED_FOR_YOU,
    ENTRIES_WAIT,
    ENTRY_DECLINED,
    SEVERAL_ENTERED_FOR_YOU,
)
from portal.records.tell import take_back_notices, title_of
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User

ENTERED = (State.DRAFT, State.DRAFT)


@transaction.atomic
def enter_for(record: Record, teacher: User, *, by: User) -> None:
    """The record is the teacher's; who wrote it stays known. Repeating it changes nothing."""
    if record.author_id == teacher.pk:
        return
    name_author(record, teacher, by=by)
    record.save(update_fields=["author", "entered_by", "group"])


def name_author(record: Record, teacher: User, *, by: User) -> None:
    """The same for a record that its caller saves."""
    record.author, record.group = teacher, teacher.main_group
    record.entered_by = by if by.pk != teacher.pk else None


@transaction.atomic
def ask_author(records: Iterable[Record], *, by: User, at: datetime | None = None) -> list[Entry]:
    """Let drafts that `by` wrote wait for their authors; one notice for each author.

    Repeating it makes nothing new. A bounded number of queries for any number.
    """
    at = at or clock.now()
    records = list(records)
    known = set(Entry.objects.filter(record__in=records).values_list("record_id", flat=True))
    fresh = [record for record in records if record.pk not in known]
    entries = Entry.objects.bulk_create([Entry(record=r, asked_at=at) for r in fresh])
    Review.objects.bulk_create(
        Review(
            record=record,
            by=by,
            from_state=ENTERED[0],
            to_state=ENTERED[1],
            version=record.version,
            at=at,
        )
        for record in fresh
    )
    fresh.sort(key=lambda record: record.author_id)
    for _author, of_author in groupby(fresh, key=lambda record: record.author_id):
        _tell_author(list(of_author), by)
    return entries


def _tell_author(records: list[Record], by: User) -> None:
    first = records[0]
    if len(records) == 1:
        post_notice(
            ENTERED_FOR_YOU.slug,
            to=[first.author],
            key=f"{entered_key(first)}:{first.version}",
            params={"by": by.name, "title": title_of(first)},
            url=first.get_absolute_url(),
        )
        return
    post_notice(
        SEVERAL_ENTERED_FOR_YOU.slug,
        to=[first.author],
        key=f"{_together_key(first)}:{len(records)}",
        params={"by": by.name, "title": title_of(first), "count": len(records)},
        url="/",
    )


def _together_key(first: Record) -> str:
    return f"{SEVERAL_ENTERED_FOR_YOU.slug}:{first.pk}"


def take_back_entered(records: Iterable[Record]) -> None:
    """Withdraw what their authors have not read yet: the records are about to go."""
    for record in records:
        take_back_notices(entered_key(record))
        take_back_notices(_together_key(record))


def entered_key(record: Record) -> str:
    return f"{ENTERED_FOR_YOU.slug}:{record.pk}"


def entry_of(record: Record) -> Entry | None:
    """One query, asked only where somebody else wrote it."""
    if record.entered_by_id is None:
        return None
    return Entry.objects.filter(record_id=record.pk).first()


def settle_entry(record: Record, *, by: User, at: datetime) -> None:
    """The author hands in what was entered for them; nobody else does it in their name.

    Called by `submit_record` with the locked record. Refused: `awaits_author`.
    """
    entry = entry_of(record)
    if entry is None:
        return
    if by.pk != record.author_id:
        raise Refused(
            "awaits_author",
            _("It waits for %(name)s, who confirms it or sends it back.")
            % {"name": record.author.name},
        )
    entry.state, entry.settled_at = Entry.State.CONFIRMED, at
    entry.save(update_fields=["state", "settled_at"])
    take_back_notices(entered_key(record))


@transaction.atomic
def decline_entry(record: Record, *, by: User, words: str, at: datetime | None = None) -> Review:
    """Send back what was entered in one's name: it is withdrawn, and who wrote it is told why.

    Refused: `not_author`, `not_waiting`, `words_required`.
    """
    words = require_words(words)
    at = at or clock.now()
    locked = lock(record)
    if by.pk != locked.author_id:
        raise Refused("not_author", _("Only its author can do this."))
    latest = latest_review(locked)
    if latest is not None and is_repeated(latest, by=by, to=State.WITHDRAWN, words=words):
        return latest
    entry = Entry.objects.select_for_update().filter(record=locked).first()
    if entry is None or not entry.is_waiting or locked.state != State.DRAFT:
        raise Refused("not_waiting", _("It no longer waits for your confirmation."))
    review = move(locked, "withdraw", by=by, at=at, words=words)
    entry.state, entry.settled_at, entry.words = Entry.State.DECLINED, at, words
    entry.save(update_fields=["state", "settled_at", "words"])
    take_back_notices(entered_key(locked))
    _tell_writer(locked, words, review)
    show_on(record, locked)
    return review


def _tell_writer(record: Record, words: str, review: Review) -> None:
    assert record.entered_by is not None  # noqa: S101 - an entry has who wrote it
    post_notice(
        ENTRY_DECLINED.slug,
        to=[record.entered_by],
        key=f"{ENTRY_DECLINED.slug}:{review.pk}",
        params={"by": record.author.name, "title": title_of(record), "words": words},
        url=record.get_absolute_url(),
    )


def ask_again(record: Record, *, by: User, at: datetime) -> None:
    """A declined record that is put back waits for its author again, who is told.

    Called by `recall_record` with the locked record.
    """
    entry = entry_of(record)
    if entry is None or entry.state != Entry.State.DECLINED:
        return
    entry.state, entry.settled_at, entry.asked_at = Entry.State.WAITING, None, at
    entry.save(update_fields=["state", "settled_at", "asked_at"])
    if by.pk != record.author_id:
        _tell_author([record], by)


@transaction.atomic
def remind_authors(entries: Iterable[Entry]) -> int:
    """Remind each author of what waits for them, once a day at most; returns how many people."""
    today = clock.today()
    waiting = (
        Entry.objects.waiting()
        .filter(pk__in=[entry.pk for entry in entries])
        .exclude(reminded_on=today)
        .select_related("record__author")
        .order_by("record__author_id", "asked_at")
    )
    people = 0
    chosen = list(waiting)
    for _author, of_author in groupby(chosen, key=lambda entry: entry.record.author_id):
        theirs = list(of_author)
        first = theirs[0].record
        people += post_notice(
            ENTRIES_WAIT.slug,
            to=[first.author],
            key=f"{ENTRIES_WAIT.slug}:{today.isoformat()}:{first.pk}",
            params={"title": title_of(first), "count": len(theirs)},
            url=first.get_absolute_url() if len(theirs) == 1 else "/",
        )
    Entry.objects.filter(pk__in=[entry.pk for entry in chosen]).update(reminded_on=today)
    return people
