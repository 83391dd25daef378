"""A new term begins with the timetable of the last: copied once, then changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.people.models import Act, record_audit_event
from portal.refusal import Refused
from portal.terms.models import Term
from research.timetable.models import Entry

if TYPE_CHECKING:
    from portal.people.models import User


def term_before(term: Term) -> Term | None:
    """The last term before it that has a timetable; one query."""
    earlier = Term.objects.filter(starts_on__lt=term.starts_on)
    with_lessons = earlier.filter(pk__in=Entry.objects.values("term"))
    return with_lessons.newest_first().first()


@transaction.atomic
def copy_timetable(term: Term, *, by: User) -> int:
    """Copy the lessons of who is still in service; returns how many.

    Raises Refused: `has_timetable` (nothing is mixed), `nothing_to_copy`.
    """
    Term.objects.select_for_update().get(pk=term.pk)
    if Entry.objects.in_term(term).exists():
        raise Refused("has_timetable", _("This term has a timetable already."))
    before = term_before(term)
    if before is None:
        raise Refused("nothing_to_copy", _("No earlier term has a timetable."))
    staying = Entry.objects.in_term(before).filter(
        person__is_active=True, person__status__in=["active", "on_leave", "seconded"]
    )
    entries = [_copied(entry, term) for entry in staying]
    Entry.objects.bulk_create(entries, batch_size=500)
    record_audit_event(None, Act.CHANGED, term, actor=by, copied=len(entries))
    return len(entries)


def _copied(entry: Entry, term: Term) -> Entry:
    return Entry(
        term=term,
        person_id=entry.person_id,
        weekday=entry.weekday,
        period=entry.period,
        class_name=entry.class_name,
        subject_id=entry.subject_id,
        weeks=entry.weeks,
    )
