"""One transition of one record: lock it, guard it, change it, add its Review row.

The verbs are made of these; nothing else changes a record's state.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from portal.records.kinds import kind_of
from portal.records.models import Record, Review, State
from portal.records.querysets import review_mandates
from portal.records.rules import decides, is_author
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User

MOVED = (
    "state",
    "review_level",
    "submitted_at",
    "opened_at",
    "decided_at",
    "version",
    "updated_at",
)


def lock(record: Record) -> Record:
    """The row as it is now, held until the transaction ends (PostgreSQL; SQLite locks whole)."""
    locked = Record.objects.select_for_update(of=("self",)).select_related("author", "group")
    return locked.get(pk=record.pk)


def move(
    record: Record,
    transition: str,
    *,
    by: User,
    at: datetime,
    words: str = "",
    for_whom_id: int | None = None,
    batch: UUID | None = None,
) -> Review:
    """Make the transition of a locked record, grow its version, log one Review."""
    from_state = record.state
    getattr(record, transition)()
    record.version += 1
    record.save(update_fields=MOVED)
    review = Review.objects.create(
        record=record,
        by=by,
        for_whom_id=for_whom_id,
        from_state=from_state,
        to_state=record.state,
        words=words,
        version=record.version,
        at=at,
        batch=batch,
    )
    follow = kind_of(record).moved
    if follow is not None:
        follow(record, review)
    return review


def show_on(record: Record, locked: Record) -> None:
    """Let the caller's instance say what its row now says; no query."""
    for name in MOVED:
        record.__dict__[name] = locked.__dict__[name]


def latest_review(record: Record) -> Review | None:
    return record.reviews.order_by("at", "pk").last()


def is_repeated(latest: Review | None, *, by: User, to: str, words: str = "") -> bool:
    """The same person has just done the same: answer as the first time."""
    return latest is not None and (latest.by_id, latest.to_state, latest.words) == (
        by.pk,
        to,
        words,
    )


def require_state(record: Record, *states: State) -> None:
    if record.state not in states:
        raise Refused(
            "wrong_state",
            _("Meanwhile the state of this record is “%(state)s”; nothing was changed.")
            % {"state": record.get_state_display()},
        )


def require_author(record: Record, by: User) -> None:
    if not is_author(by, record):
        raise Refused("not_author", _("Only its author can do this."))


def require_decider(record: Record, by: User) -> None:
    if by.pk == record.author_id:
        raise Refused(
            "own_record", _("Nobody decides on their own record: it goes to the next one up.")
        )
    if not decides(by, record):
        raise Refused("not_reviewer", _("This record is not yours to decide on."))


def require_words(words: str) -> str:
    words = words.strip()
    if not words:
        raise Refused("words_required", _("Say in a few words why, so that the author can act."))
    return words


def leader_stood_in_for(user: User, record: Record) -> int | None:
    """The id of the absent leader for whom the user decides; None in their own right."""
    leaders = review_mandates(user).get(record.group_id or 0, frozenset())
    if record.review_level != "leader" or user.pk in leaders:
        return None
    return min(leaders - {record.author_id}, default=None)
