"""The reviewer's acts: accept, return, reopen; many at once, and that undone as one.

Precondition of a decision: the record is submitted and lies with the actor
(`portal.records.rules.decides`), never their own. Returning and reopening
need words. A stand-in's Review names the leader it was done for. The author
is told in the same transaction.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.notices.models import Notice
from portal.notices.post import post_notice
from portal.notices.types import NoticeType
from portal.records.models import Record, Review, State
from portal.records.move import (
    is_repeated,
    latest_review,
    leader_stood_in_for,
    lock,
    move,
    require_decider,
    require_state,
    require_words,
    show_on,
)
from portal.records.notice_types import (
    DECISION_REOPENED,
    RECORD_ACCEPTED,
    RECORD_RETURNED,
    RECORDS_ACCEPTED,
)
from portal.records.tell import review_wanted_key, take_back_notices, title_of
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def accept_record(
    record: Record,
    *,
    by: User,
    words: str = "",
    at: datetime | None = None,
    batch: UUID | None = None,
) -> Review:
    """Accept it. Refused: `own_record`, `not_reviewer`, `wrong_state`."""
    locked = lock(record)
    review = _decide(locked, "accept", by=by, words=words.strip(), at=at, batch=batch)
    _tell_author(RECORD_ACCEPTED, locked, review)
    show_on(record, locked)
    return review


@transaction.atomic
def return_record(
    record: Record,
    *,
    by: User,
    words: str,
    at: datetime | None = None,
    notice: NoticeType = RECORD_RETURNED,
) -> Review:
    """Send it back to be revised. Refused: as accepting, and `words_required`.

    `notice` tells the author in other words where the kind means something else by it.
    """
    words = require_words(words)
    locked = lock(record)
    review = _decide(locked, "send_back", by=by, words=words, at=at)
    _tell_author(notice, locked, review)
    show_on(record, locked)
    return review


def _decide(
    record: Record,
    transition: str,
    *,
    by: User,
    words: str,
    at: datetime | None,
    batch: UUID | None = None,
) -> Review:
    require_decider(record, by)
    latest = latest_review(record)
    if latest is not None and is_repeated(latest, by=by, to=TARGETS[transition], words=words):
        return latest
    require_state(record, State.SUBMITTED)
    at = at or clock.now()
    record.decided_at = at
    record.opened_at = record.opened_at or at
    leader = leader_stood_in_for(by, record)
    take_back_notices(review_wanted_key(record))
    return move(record, transition, by=by, at=at, words=words, for_whom_id=leader, batch=batch)


TARGETS = {"accept": State.ACCEPTED, "send_back": State.RETURNED}


@transaction.atomic
def reopen_decision(record: Record, *, by: User, reason: str, at: datetime | None = None) -> Review:
    """Take a decision back: the record waits again, with whom it lay.

    Refused: `words_required`, `own_record`, `not_reviewer`, `wrong_state`;
    `built_upon` when the author has already revised what was returned.
    """
    reason = require_words(reason)
    locked = lock(record)
    require_decider(locked, by)
    latest = latest_review(locked)
    if latest is not None and is_repeated(latest, by=by, to=State.SUBMITTED, words=reason):
        return latest
    require_state(locked, State.ACCEPTED, State.RETURNED)
    if latest is not None and latest.version != locked.version:
        raise Refused(
            "built_upon",
            _("The author has been working on it since. It comes back to you when submitted."),
        )
    review = _reopen(locked, by=by, at=at or clock.now(), words=reason)
    _tell_author(DECISION_REOPENED, locked, review)
    show_on(record, locked)
    return review


def _reopen(
    record: Record, *, by: User, at: datetime, words: str = "", batch: UUID | None = None
) -> Review:
    record.decided_at = None
    leader = leader_stood_in_for(by, record)
    return move(record, "reopen", by=by, at=at, words=words, for_whom_id=leader, batch=batch)


@transaction.atomic
def accept_in_bulk(records: Iterable[Record], *, by: User, at: datetime | None = None) -> UUID:
    """Accept many under one batch, which can be undone as one.

    What was recalled or decided meanwhile is left as it is. Refused, with
    nothing changed: `own_record` or `not_reviewer` for any of them,
    `nothing_to_accept` when none waits any more. Each author is told once.
    """
    at, batch = at or clock.now(), uuid.uuid4()
    reviews = []
    for locked in _locked([record.pk for record in records]):
        require_decider(locked, by)
        if locked.is_submitted:
            reviews.append(_decide(locked, "accept", by=by, words="", at=at, batch=batch))
    if not reviews:
        raise Refused("nothing_to_accept", _("None of these records waits any more."))
    _tell_authors(reviews, batch)
    return batch


@dataclass(frozen=True)
class UndoneBatch:
    """What waits again, and what was changed meanwhile and therefore left."""

    undone: list[Record] = field(default_factory=list)
    left: list[Record] = field(default_factory=list)


@transaction.atomic
def undo_batch(batch: UUID, *, by: User, at: datetime | None = None) -> UndoneBatch:
    """Take a bulk acceptance back as one, as far as nothing was built upon it.

    Repeating it undoes nothing more. Refused: `no_such_batch`, `not_reviewer`
    unless the actor made it, `undo_too_late` after PORTAL_REVIEW_UNDO_DAYS,
    `batch_built_upon` when every one of its records has changed since.
    """
    at = at or clock.now()
    accepted = list(Review.objects.filter(batch=batch, to_state=State.ACCEPTED))
    _require_undoable(accepted, by=by, at=at)
    versions = {review.record_id: review.version for review in accepted}
    result = UndoneBatch()
    undone_before = set(
        Review.objects.filter(batch=batch, to_state=State.SUBMITTED).values_list(
            "record_id", flat=True
        )
    )
    for locked in _locked(versions.keys() - undone_before):
        if locked.is_accepted and locked.version == versions[locked.pk]:
            _reopen(locked, by=by, at=at, batch=batch)
            result.undone.append(locked)
        else:
            result.left.append(locked)
    if result.left and not result.undone and not undone_before:
        raise Refused("batch_built_upon", _("All of these records have changed since."))
    _take_back_notices(result.undone, batch, by)
    return result


def _require_undoable(accepted: list[Review], *, by: User, at: datetime) -> None:
    if not accepted:
        raise Refused("no_such_batch", _("There is no such bulk acceptance."))
    if accepted[0].by_id != by.pk:
        raise Refused("not_reviewer", _("Only who accepted them can undo it."))
    if at > accepted[0].at + timedelta(days=settings.PORTAL_REVIEW_UNDO_DAYS):
        raise Refused(
            "undo_too_late",
            _("This was more than %(days)d days ago. Reopen the records one by one.")
            % {"days": settings.PORTAL_REVIEW_UNDO_DAYS},
        )


def _locked(pks: Iterable[int]) -> list[Record]:
    """The rows in one order everywhere, so that two bulk acts never wait for each other."""
    rows = Record.objects.select_for_update(of=("self",)).select_related("author", "group")
    return list(rows.filter(pk__in=list(pks)).order_by("pk"))


def _tell_author(notice_type: NoticeType, record: Record, review: Review) -> None:
    post_notice(
        notice_type.slug,
        to=[record.author],
        key=f"{notice_type.slug}:{record.pk}:{review.pk}",
        params={
            "title": title_of(record),
            "by": review.by.name,
            "words": review.words,
        },
        url=record.get_absolute_url(),
    )


def _tell_authors(reviews: list[Review], batch: UUID) -> None:
    """One notice each, however many of their records are in the batch."""
    by_author: dict[User, list[Review]] = defaultdict(list)
    for review in reviews:
        by_author[review.record.author].append(review)
    for author, theirs in by_author.items():
        first = theirs[0]
        post_notice(
            RECORDS_ACCEPTED.slug,
            to=[author],
            key=f"{RECORDS_ACCEPTED.slug}:{batch}",
            params={
                "title": title_of(first.record),
                "by": first.by.name,
                "count": len(theirs),
            },
            url=first.record.get_absolute_url(),
        )


def _take_back_notices(records: list[Record], batch: UUID, by: User) -> None:
    """An acceptance nobody has read of yet was never announced; who read it is told."""
    key = f"{RECORDS_ACCEPTED.slug}:{batch}"
    authors = {record.author: record for record in records}
    told = Notice.objects.filter(key__in=[f"{key}:{author.pk}" for author in authors])
    read = set(told.filter(read_at__isnull=False).values_list("person_id", flat=True))
    take_back_notices(key)
    for author, record in authors.items():
        if author.pk in read:
            post_notice(
                DECISION_REOPENED.slug,
                to=[author],
                key=f"{DECISION_REOPENED.slug}:{batch}",
                params={"title": title_of(record), "by": by.name, "words": ""},
                url=record.get_absolute_url(),
            )
