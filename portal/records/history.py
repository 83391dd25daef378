"""The life of a record in words: one sentence for each of its Review rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.prepared import prepared
from portal.records.models import Record, Review, State

#: (from, to) → sentence; who is filled in.
SENTENCES: dict[tuple[str, str], str | Promise] = {
    ("draft", "submitted"): _("%(who)s submitted it."),
    ("returned", "submitted"): _("%(who)s submitted it again."),
    ("accepted", "submitted"): _("%(who)s reopened the decision."),
    ("submitted", "accepted"): _("%(who)s accepted it."),
    ("submitted", "returned"): _("%(who)s returned it."),
    ("submitted", "draft"): _("%(who)s recalled it."),
    ("accepted", "draft"): _("%(who)s took it back to change it."),
    ("withdrawn", "draft"): _("%(who)s put it back to the drafts."),
    ("draft", "withdrawn"): _("%(who)s withdrew it."),
    ("submitted", "withdrawn"): _("%(who)s withdrew it."),
    ("returned", "withdrawn"): _("%(who)s withdrew it."),
}
REOPENED_RETURN = _("%(who)s reopened the decision.")
ENTERED_FOR_AUTHOR = _("%(who)s entered it for its author.")
CONFIRMED_BY_AUTHOR = _("%(who)s confirmed and submitted it.")
SENT_BACK_BY_AUTHOR = _("%(who)s sent it back to whoever entered it.")
ACCEPTED_TOGETHER = _("%(who)s accepted it together with others.")
UNDONE_TOGETHER = _("%(who)s undid the bulk acceptance.")
FILED_WITHOUT_REVIEW = _("Filed at once: nobody reviews this kind.")
ICONS = {
    "submitted": "send",
    "accepted": "circle-check",
    "returned": "undo-2",
    "draft": "pencil",
    "withdrawn": "archive-x",
}


@dataclass(frozen=True)
class HistoryLine:
    """`in_place_of` is the absent leader's name; `words` what was said with it."""

    at: datetime
    sentence: str
    words: str
    in_place_of: str
    icon: str
    version: int


def history_of(record: Record) -> list[HistoryLine]:
    """Oldest first; one query."""
    authors = {record.author_id, record.entered_by_id}
    reviews = _reviews_of(record.pk)
    was_entered = any(review.from_state == review.to_state for review in reviews)
    return [
        HistoryLine(
            at=review.at,
            sentence=str((was_entered and _of_entry(record, review)) or _sentence(review, authors))
            % {"who": review.by.name},
            words=review.words,
            in_place_of=review.for_whom.name if review.for_whom else "",
            icon=ICONS[review.to_state],
            version=review.version,
        )
        for review in reviews
    ]


@prepared
def _reviews_of(record: int) -> QuerySet[Review]:
    reviews = Review.objects.filter(record_id=record).select_related("by", "for_whom")
    return reviews.order_by("at", "pk")


def words_to_act_on(record: Record) -> Review | None:
    """Why a returned record came back, for whoever is to revise it; one query where it did."""
    if record.state != State.RETURNED:
        return None
    returns = record.reviews.filter(to_state=State.RETURNED).select_related("by")
    return returns.order_by("-at", "-pk").first()


def _of_entry(record: Record, review: Review) -> str | Promise | None:
    """What an entered record's author or its writer did, where that has words of its own."""
    if review.from_state == review.to_state:
        return ENTERED_FOR_AUTHOR
    if review.by_id != record.author_id or review.from_state != State.DRAFT:
        return None
    return {
        State.SUBMITTED.value: CONFIRMED_BY_AUTHOR,
        State.WITHDRAWN.value: SENT_BACK_BY_AUTHOR,
    }.get(review.to_state)


def _sentence(review: Review, authors: set[int | None]) -> str | Promise:
    move = (review.from_state, review.to_state)
    is_by_author = review.by_id in authors
    if move == ("submitted", "accepted"):
        if is_by_author:
            return FILED_WITHOUT_REVIEW
        return ACCEPTED_TOGETHER if review.batch else SENTENCES[move]
    if move == ("accepted", "submitted") and review.batch:
        return UNDONE_TOGETHER
    if move == ("returned", "submitted") and not is_by_author:
        return REOPENED_RETURN
    return SENTENCES[move]
