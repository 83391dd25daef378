"""Commenting on a record: whoever may read it, once it is filed; the author is told.

A comment is taken away by who wrote it or by the office; its place stays, so
that the answers below it can be understood.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.notices.post import post_notice
from portal.records.models import Comment, Record
from portal.records.move import lock
from portal.records.notice_types import COMMENT_ADDED
from portal.records.rules import can_view, is_filed
from portal.records.tell import take_back_notices, title_of
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User

MAX_LENGTH = 2000
#: The same words again within this time are a second press of the button.
PRESSED_TWICE = timedelta(minutes=2)


@transaction.atomic
def add_comment(record: Record, *, by: User, body: str, at: datetime | None = None) -> Comment:
    """Say something about it. Pressing the button twice makes one comment.

    Refused: `not_visible`, `not_filed`, `words_required`, `too_long`.
    """
    at = at or clock.now()
    body = _require_body(body)
    locked = lock(record)
    if not can_view(by, locked):
        raise Refused("not_visible", _("You cannot read this record."))
    if not is_filed(by, locked):
        raise Refused("not_filed", _("Comments begin when the record has been submitted."))
    same = locked.comments.filter(
        author=by, body=body, removed_at__isnull=True, created_at__gte=at - PRESSED_TWICE
    ).first()
    if same is not None:
        return same
    comment = Comment.objects.create(record=locked, author=by, body=body)
    if by.pk != locked.author_id:
        post_notice(
            COMMENT_ADDED.slug,
            to=[locked.author],
            key=_key(comment),
            params={"title": title_of(locked), "by": by.name, "words": body[:200]},
            url=f"{locked.get_absolute_url()}#comment-{comment.pk}",
        )
    return comment


@transaction.atomic
def remove_comment(comment: Comment, *, by: User, at: datetime | None = None) -> Comment:
    """Take its words off the page; repeating it changes nothing. Refused: `not_yours`."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if not by.has_perm("records.comment.remove", locked):
        raise Refused("not_yours", _("Only who wrote a comment, or the office, can remove it."))
    if locked.removed_at is None:
        locked.removed_at = at or clock.now()
        locked.save(update_fields=["removed_at"])
        take_back_notices(_key(locked))
    return locked


def _key(comment: Comment) -> str:
    return f"{COMMENT_ADDED.slug}:{comment.pk}"


def _require_body(body: str) -> str:
    body = body.strip()
    if not body:
        raise Refused("words_required", _("Write your comment first."))
    if len(body) > MAX_LENGTH:
        raise Refused(
            "too_long",
            _("A comment has at most %(count)d characters.") % {"count": MAX_LENGTH},
        )
    return body
