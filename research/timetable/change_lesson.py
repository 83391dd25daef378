"""Changing one lesson on one day: moved (调课), taken over (代课), cancelled (停课).

Who keeps the timetable enters a change, and it holds; a teacher asks for one of
their own lessons, and it holds once it is confirmed. Nobody is ever in two
places: what stands in the way refuses, by name. All of it runs under a lock on
the term, so that two people cannot give one hour away twice.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.refusal import Refused
from portal.terms.models import Term
from research.timetable.lessons import Lesson, Timetable, read_timetable
from research.timetable.models import Change, ChangeState, Period, Substitution
from research.timetable.notice_types import (
    CHANGE_DECLINED,
    CHANGE_WANTED,
    CHANGE_WITHDRAWN,
    LESSON_CHANGED,
)
from research.timetable.rules import keeps_timetable
from research.timetable.tell import concerned, keepers, tell

if TYPE_CHECKING:
    from portal.people.models import User

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Slot:
    """A teacher's hour on one day."""

    person: User
    day: date
    period: int


@transaction.atomic
def change_lesson(
    slot: Slot,
    change: Change,
    *,
    by: User,
    reason: str,
    to: tuple[date, int] | None = None,
    substitute: User | None = None,
    exchanges: bool = False,
) -> Substitution:
    """Change the lesson that `slot` names; asked again in the same words, the first stands.

    `exchanges`: where a colleague teaches the class at that hour, the two lessons
    change places. Raises Refused: not_yours, past, no_lesson, already_changed,
    and what `_refuse_move` and `_refuse_substitute` say.
    """
    _lock_term(slot.day)
    standing = _live_change(slot)
    wanted = Substitution(
        person=slot.person,
        date=slot.day,
        period=slot.period,
        change=change,
        to_date=to[0] if to else None,
        to_period=to[1] if to else None,
        substitute=substitute,
        reason=reason,
        asked_by=by,
    )
    if standing is not None:
        if _says_the_same(standing, wanted):
            return standing
        raise Refused(
            "already_changed",
            _("This lesson is changed already; take that change back first."),
        )
    _refuse_asker(slot, by)
    lesson = _lesson_at(slot)
    wanted.class_name, wanted.subject_id = lesson.class_name, lesson.subject_id
    other = _refuse_target(wanted, lesson, exchanges=exchanges)
    return _enter(wanted, other, by=by)


def _enter(wanted: Substitution, other: Lesson | None, *, by: User) -> Substitution:
    """Store it, and the colleague's half of an exchange; tell whom it concerns."""
    holds = keeps_timetable(by)
    wanted.state = ChangeState.CONFIRMED if holds else ChangeState.ASKED
    if holds:
        wanted.decided_by, wanted.decided_at = by, clock.now()
    _store(wanted)
    if other is not None:
        back = _way_back(wanted, other)
        _store(back)
        wanted.pair = back
        wanted.save(update_fields=["pair"])
    logger.info("lesson_changed", extra={"change": wanted.pk, "by": by.pk, "state": wanted.state})
    if holds:
        _tell_all(wanted, by=by)
    else:
        tell(wanted, CHANGE_WANTED, to=keepers())
    return wanted


def _way_back(wanted: Substitution, other: Lesson) -> Substitution:
    return Substitution(
        person=other.person,
        date=other.day,
        period=other.period,
        class_name=other.class_name,
        subject_id=other.subject_id,
        change=Change.MOVED,
        to_date=wanted.date,
        to_period=wanted.period,
        reason=wanted.reason,
        state=wanted.state,
        pair=wanted,
        asked_by=wanted.asked_by,
        decided_by=wanted.decided_by,
        decided_at=wanted.decided_at,
    )


def _store(change: Substitution) -> None:
    """The constraints in words: somebody else was promised this hour."""
    try:
        change.validate_constraints()
    except ValidationError:
        raise Refused(
            "already_promised", _("That hour is already promised to another change.")
        ) from None
    change.save()


@transaction.atomic
def confirm_change(change: Substitution, *, by: User) -> Substitution:
    """What was asked for holds from now on. Repeating it is harmless.

    Raises Refused `not_asked`, and what stands in the way meanwhile.
    """
    _lock_term(change.date)
    change = _held(change)
    if change.state == ChangeState.CONFIRMED:
        return change
    _require_asked(change)
    lesson = _lesson_at(Slot(change.person, change.date, change.period))
    _refuse_target(change, lesson, exchanges=change.pair is not None)
    for half in _halves(change):
        half.state, half.decided_by, half.decided_at = ChangeState.CONFIRMED, by, clock.now()
        half.save(update_fields=["state", "decided_by", "decided_at"])
    _tell_all(_held(change), by=by)
    return change


@transaction.atomic
def decline_change(change: Substitution, *, by: User, answer: str) -> Substitution:
    """It stays as in the timetable; who asked hears why. Raises Refused `not_asked`."""
    change = _held(change)
    if change.state == ChangeState.DECLINED:
        return change
    _require_asked(change)
    for half in _halves(change):
        half.state, half.decided_by, half.decided_at = ChangeState.DECLINED, by, clock.now()
        half.answer = answer
        half.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    tell(_held(change), CHANGE_DECLINED, to=[change.asked_by])
    return change


@transaction.atomic
def withdraw_change(change: Substitution, *, by: User) -> Substitution:
    """The timetable holds again. Raises Refused: not_yours, already_over."""
    change = _held(change)
    if not change.is_live:
        return change
    keeps = keeps_timetable(by)
    if not keeps and by.pk not in {change.person_id, change.asked_by_id}:
        raise Refused("not_yours", _("Only the teacher or the office takes a change back."))
    if not keeps and change.state == ChangeState.CONFIRMED:
        raise Refused("not_yours", _("It is confirmed: ask the office to take it back."))
    held = change.state == ChangeState.CONFIRMED
    for half in _halves(change):
        half.state = ChangeState.WITHDRAWN
        half.save(update_fields=["state"])
        if held:
            tell(half, CHANGE_WITHDRAWN, to=concerned(half, besides=by))
    return change


# -- What stands in the way -----------------------------------------------------------------------


def _lock_term(day: date) -> None:
    list(Term.objects.select_for_update().filter(starts_on__lte=day, ends_on__gte=day))


def _live_change(slot: Slot) -> Substitution | None:
    rows = Substitution.objects.live().filter(person=slot.person, date=slot.day)
    return rows.filter(period=slot.period).first()


def _says_the_same(standing: Substitution, wanted: Substitution) -> bool:
    fields = ("change", "to_date", "to_period", "substitute_id")
    return all(getattr(standing, name) == getattr(wanted, name) for name in fields)


def _refuse_asker(slot: Slot, by: User) -> None:
    if keeps_timetable(by):
        return
    if slot.person != by:
        raise Refused("not_yours", _("Only the teacher or the office changes a lesson."))
    if slot.day < clock.today():
        raise Refused("past", _("That day is over; the office can enter what happened."))


def _lesson_at(slot: Slot) -> Lesson:
    table = read_timetable(slot.day, slot.day, people=[slot.person])
    for lesson in table.lessons(slot.day, slot.day):
        if lesson.period == slot.period and lesson.entry is not None:
            return lesson
    raise Refused("no_lesson", _("There is no such lesson in the timetable of that day."))


def _refuse_target(change: Substitution, lesson: Lesson, *, exchanges: bool) -> Lesson | None:
    """Where the change leads must be free; returns the lesson it changes places with."""
    if change.change == Change.MOVED:
        return _refuse_move(change, lesson, exchanges=exchanges)
    if change.change == Change.TAKEN_OVER:
        _refuse_substitute(change)
    return None


def _refuse_move(change: Substitution, lesson: Lesson, *, exchanges: bool) -> Lesson | None:
    """Raises Refused: no_target, same_time, other_term, no_school, no_period, busy, class_busy."""
    day, period = change.to_date, change.to_period
    if day is None or period is None:
        raise Refused("no_target", _("Say to which day and period it moves."))
    if (day, period) == (change.date, change.period):
        raise Refused("same_time", _("That is when it is already."))
    table = read_timetable(min(day, change.date), max(day, change.date))
    _refuse_day(table, change.date, day, period)
    there = [le for le in table.lessons(day, day) if le.period == period and le.is_taught]
    _refuse_busy(there, change.person)
    others = [le for le in there if le.class_name == lesson.class_name]
    if not others:
        return None
    other = others[0]
    if not exchanges or other.entry is None:
        words = _("%(class)s has %(subject)s with %(teacher)s then; let the two change places?")
        said = {"class": other.class_name, "subject": other.subject, "teacher": other.person.name}
        raise Refused("class_busy", words % said)
    here = table.lessons(change.date, change.date)
    _refuse_busy([le for le in here if le.period == change.period and le.is_taught], other.person)
    return other


def _refuse_day(table: Timetable, from_day: date, day: date, period: int) -> None:
    terms = table.days
    if terms.term_of(day) is None or terms.term_of(day) != terms.term_of(from_day):
        raise Refused("other_term", _("That day lies outside the term."))
    if not terms.is_open(day):
        raise Refused("no_school", _("There are no lessons on that day: see the calendar."))
    if not Period.objects.filter(number=period).exists():
        raise Refused("no_period", _("The school's day has no such period."))


def _refuse_busy(lessons: list[Lesson], person: User) -> None:
    for lesson in lessons:
        if lesson.person == person:
            raise Refused(
                "busy",
                _("%(teacher)s teaches %(class)s then.")
                % {"teacher": person.name, "class": lesson.class_name},
            )


def _refuse_substitute(change: Substitution) -> None:
    """Raises Refused: no_substitute, own_lesson, not_in_service, busy."""
    person = change.substitute
    if person is None:
        raise Refused("no_substitute", _("Say who takes the lesson over."))
    if person == change.person:
        raise Refused("own_lesson", _("Nobody stands in for themselves."))
    if person.status != person.Status.ACTIVE or not person.is_active:
        raise Refused("not_in_service", _("%(name)s is not at school now.") % {"name": person.name})
    day = change.date
    lessons = read_timetable(day, day, people=[person]).lessons(day, day)
    _refuse_busy([le for le in lessons if le.period == change.period and le.is_taught], person)


# -- Small helpers --------------------------------------------------------------------------------


def _held(change: Substitution) -> Substitution:
    rows = Substitution.objects.select_related("person", "substitute", "subject", "asked_by")
    return rows.select_for_update(of=("self",)).get(pk=change.pk)


def _halves(change: Substitution) -> list[Substitution]:
    return [change] if change.pair_id is None else [change, _held(Substitution(pk=change.pair_id))]


def _require_asked(change: Substitution) -> None:
    if change.state != ChangeState.ASKED:
        raise Refused("not_asked", _("This change no longer waits for an answer."))


def _tell_all(change: Substitution, *, by: User) -> None:
    for half in _halves(change):
        tell(half, LESSON_CHANGED, to=concerned(half, besides=by))
