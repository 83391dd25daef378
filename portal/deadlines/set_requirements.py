"""Setting what is owed in a term: the usual, as in an earlier term, or none any more.

The office acts; the rows keep their history. Nothing of this touches a record
that was filed: what is owed is computed anew the next time somebody looks.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.deadlines.models import RHYTHM_OFFSETS, Requirement
from portal.deadlines.overlap import asked_by
from portal.deadlines.shares import end_of_day
from portal.records.kinds import RecordKind, kinds
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

FRIDAY = 4


def usual_due(term: Term) -> datetime:
    """The Friday of the last week but one: time for a second look before the archive closes."""
    monday, _sunday = term.week_bounds(max(1, term.week_count - 1))
    return end_of_day(monday + timedelta(days=FRIDAY))


def usual_requirements(term: Term) -> list[Requirement]:
    """What schools usually ask and this term does not ask yet; unsaved rows, one query."""
    asked = set(Requirement.objects.in_term(term).values_list("kind", flat=True))
    return [_usual(kind, term) for kind in kinds if kind.usually_owed and kind.slug not in asked]


def _usual(kind: RecordKind, term: Term) -> Requirement:
    usual = kind.usually_owed
    assert usual is not None  # noqa: S101 - the caller asked only kinds that say so
    requirement = Requirement(
        term=term,
        kind=kind.slug,
        count=usual.count,
        every_weeks=usual.every_weeks,
        min_characters=usual.min_characters,
    )
    if requirement.is_rhythm:
        requirement.offsets = RHYTHM_OFFSETS
    else:
        requirement.due_at = usual_due(term)
    return requirement


@transaction.atomic
def set_usual(term: Term, *, by: User) -> list[Requirement]:
    """Ask the usual; what the term asks already stays, so repeating it adds nothing."""
    _lock(term)
    missing = usual_requirements(term)
    for requirement in missing:
        requirement.save()
    return missing


@transaction.atomic
def copy_requirements(source: Term, target: Term, *, by: User) -> list[Requirement]:
    """Ask in `target` what `source` asked, due as many days before the end of the term.

    A requirement that the target has for the same people stays. Refused:
    `same_term`.
    """
    if source == target:
        raise Refused("same_term", _("Choose another term to copy from."))
    _lock(target)
    there = {_asked_by(requirement) for requirement in Requirement.objects.in_term(target)}
    copied = []
    for requirement in Requirement.objects.in_term(source).of_known_kinds():
        if _asked_by(requirement) in there:
            continue
        requirement.pk = None
        requirement._state.adding = True  # noqa: SLF001 - Django's documented way to copy a row
        requirement.term = target
        if requirement.due_at is not None:
            requirement.due_at += target.ends_on - source.ends_on
        requirement.save()
        copied.append(requirement)
    return copied


def _asked_by(requirement: Requirement) -> tuple:
    return (requirement.kind, *asked_by(requirement))


@transaction.atomic
def delete_requirement(requirement: Requirement, *, by: User) -> None:
    """Nobody owes it any more; excuses from it alone go with it, records stay."""
    Requirement.objects.filter(pk=requirement.pk).select_for_update().first()
    requirement.delete()


def _lock(term: Term) -> None:
    """Two people who press the same button add the rows once."""
    type(term).objects.select_for_update().filter(pk=term.pk).first()
