"""The author's acts: submit, recall, withdraw, and take a withdrawal back.

Submitting hands the record to the lowest level that is not the author's own
(`portal.records.levels`); a kind that nobody reviews is accepted at once.
Until a reviewer has opened it, the author may recall it. The reviewers are
told in the same transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.notices.post import post_notice
from portal.records.complete import require_complete
from portal.records.enter_for import ask_again, settle_entry
from portal.records.kinds import Reviewer, kind_of
from portal.records.levels import level_for, reviewers_of
from portal.records.models import Part, Participation, Record, Review, State
from portal.records.move import (
    is_repeated,
    latest_review,
    lock,
    move,
    require_author,
    require_state,
    show_on,
)
from portal.records.notice_types import REVIEW_WANTED
from portal.records.tell import review_wanted_key, take_back_notices, title_of
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def submit_record(record: Record, *, by: User, at: datetime | None = None) -> Review:
    """Hand the record in. Repeating it returns the first Review.

    Refused: `not_author`; `wrong_state` unless a draft or returned;
    `awaits_author` for whoever entered it for its author;
    `incomplete` and `too_short` as the kind asks.
    """
    at = at or clock.now()
    locked = lock(record)
    require_author(locked, by)
    latest = latest_review(locked)
    if latest is not None and is_repeated(latest, by=by, to=locked.state) and locked.is_filed:
        return latest
    require_state(locked, State.DRAFT, State.RETURNED)
    settle_entry(locked, by=by, at=at)
    require_complete(locked)
    locked.submitted_at, locked.opened_at, locked.decided_at = at, None, None
    locked.review_level = level_for(locked)
    review = move(locked, "submit", by=by, at=at)
    Participation.objects.get_or_create(record=locked, person=locked.author, part=Part.AUTHOR)
    if kind_of(locked).reviewer is Reviewer.NOBODY:
        locked.decided_at = at
        review = move(locked, "accept", by=by, at=at)
    else:
        _tell_reviewers(locked)
    show_on(record, locked)
    return review


def _tell_reviewers(record: Record) -> None:
    number = record.reviews.filter(to_state=State.SUBMITTED).count()
    post_notice(
        REVIEW_WANTED.slug,
        to=reviewers_of(record),
        key=f"{review_wanted_key(record)}:{number}",
        params={"title": title_of(record), "author": record.author.name},
        url=record.get_absolute_url(),
    )


@transaction.atomic
def recall_record(record: Record, *, by: User, at: datetime | None = None) -> Review:
    """Take it back to draft: what no reviewer has opened yet, or what was withdrawn.

    What nobody reviews can be taken back at any time.
    Refused: `not_author`, `already_opened`, `wrong_state`.
    """
    at = at or clock.now()
    locked = lock(record)
    require_author(locked, by)
    latest = latest_review(locked)
    if latest is not None and is_repeated(latest, by=by, to=State.DRAFT):
        return latest
    allowed = {State.SUBMITTED, State.WITHDRAWN}
    if kind_of(locked).reviewer is Reviewer.NOBODY:
        allowed.add(State.ACCEPTED)
    require_state(locked, *allowed)
    if locked.is_submitted and locked.opened_at is not None:
        raise Refused(
            "already_opened",
            _("A reviewer has already opened it. Ask them to return it to you."),
        )
    locked.submitted_at = locked.opened_at = locked.decided_at = None
    review = move(locked, "recall", by=by, at=at)
    ask_again(locked, by=by, at=at)
    take_back_notices(review_wanted_key(locked))
    show_on(record, locked)
    return review


@transaction.atomic
def withdraw_record(record: Record, *, by: User, at: datetime | None = None) -> Review:
    """Take it out of every list, before it is accepted; `recall_record` brings it back.

    Refused: `not_author`; `wrong_state` once accepted.
    """
    at = at or clock.now()
    locked = lock(record)
    require_author(locked, by)
    latest = latest_review(locked)
    if latest is not None and is_repeated(latest, by=by, to=State.WITHDRAWN):
        return latest
    require_state(locked, State.DRAFT, State.SUBMITTED, State.RETURNED)
    review = move(locked, "withdraw", by=by, at=at)
    take_back_notices(review_wanted_key(locked))
    show_on(record, locked)
    return review
