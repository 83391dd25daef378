"""Featuring a record on the school's reading page, taking it off, and marking it useful.

Only what was accepted, and never what is private or shows pupils who can be
recognised. The author is told and may take it off again, as may whoever may
feature it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portal.notices.post import post_notice
from portal.records.models import Record, Visibility
from portal.records.move import lock
from portal.records.tell import take_back_notices, title_of
from portal.refusal import Refused
from research.reflections.models import Featured, UsefulMark
from research.reflections.notice_types import RECORD_FEATURED

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def feature_record(record: Record, *, by: User, words: str = "") -> Featured:
    """Show it to the whole school. Repeating it returns the first.

    Refused: `not_accepted`, `private`, `shows_pupils`.
    """
    locked = lock(record)
    known = Featured.objects.filter(record=locked).first()
    if known is not None:
        return known
    _require_fit(locked)
    featured = Featured.objects.create(
        record=locked, by=by, words=words.strip(), was_visible_to=locked.visibility
    )
    _show_to(locked, Visibility.SCHOOL)
    if by.pk != locked.author_id:
        post_notice(
            RECORD_FEATURED.slug,
            to=[locked.author],
            key=f"{RECORD_FEATURED.slug}:{featured.pk}",
            params={"title": title_of(locked), "by": by.name},
            url=locked.get_absolute_url(),
        )
    return featured


@transaction.atomic
def unfeature_record(featured: Featured, *, by: User) -> None:
    """Take it off the page; it is visible again to whom its author had chosen."""
    locked = lock(featured.record)
    take_back_notices(f"{RECORD_FEATURED.slug}:{featured.pk}")
    _show_to(locked, featured.was_visible_to)
    featured.delete()


@transaction.atomic
def mark_useful(featured: Featured, *, by: User) -> None:
    """Say that it was useful. Repeating it changes nothing. Refused: `own_record`."""
    if by.pk == featured.record.author_id:
        raise Refused("own_record", _("Your colleagues say whether yours is useful."))
    _mark, is_new = UsefulMark.objects.get_or_create(featured=featured, person=by)
    if is_new:
        Featured.objects.filter(pk=featured.pk).update(useful_count=F("useful_count") + 1)


@transaction.atomic
def unmark_useful(featured: Featured, *, by: User) -> None:
    removed, _rows = UsefulMark.objects.filter(featured=featured, person=by).delete()
    if removed:
        Featured.objects.filter(pk=featured.pk).update(useful_count=F("useful_count") - 1)


def _require_fit(record: Record) -> None:
    if not record.is_accepted:
        raise Refused("not_accepted", _("Only what was accepted can be featured."))
    if record.visibility == Visibility.PRIVATE:
        raise Refused("private", _("Its author keeps it private."))
    if record.shows_pupils:
        raise Refused("shows_pupils", _("Pupils can be recognised in it."))


def _show_to(record: Record, visibility: str) -> None:
    record.visibility = visibility
    record.version += 1
    record.save(update_fields=["visibility", "version", "updated_at"])
