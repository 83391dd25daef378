"""Booking a seat in an open lesson, and giving it back.

The row of the lesson is held while seats are given, and each number is given
once: however many press the button at once, no more come than there are
seats. Who comes too late waits; the first who waits gets what becomes free.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.refusal import Refused
from research.lessons.models import OpenLesson, Seat, Stage
from research.lessons.notice_types import SEAT_GIVEN
from research.lessons.stage import lock_lesson, require_stage
from research.lessons.tell import tell

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def book_seat(lesson: OpenLesson, *, by: User, at: datetime | None = None) -> Seat:
    """A seat, or a place among those who wait. Repeating it returns the same.

    Refused: `wrong_stage` unless announced, `begun`, `own_lesson`.
    """
    at = at or clock.now()
    locked = lock_lesson(lesson)
    booked = Seat.objects.filter(lesson=locked, person=by).first()
    if booked is not None:
        return booked
    _require_bookable(locked, by, at)
    free = _free_numbers(locked)
    number = free[0] if free else None
    return Seat.objects.create(lesson=locked, person=by, number=number, booked_at=at)


@transaction.atomic
def give_back_seat(lesson: OpenLesson, *, by: User, at: datetime | None = None) -> None:
    """Free the seat for who waits first. Repeating it changes nothing. Refused: `begun`."""
    locked = lock_lesson(lesson)
    if locked.has_begun(at or clock.now()):
        raise Refused("begun", _("This lesson has begun."))
    deleted, _rows = Seat.objects.filter(lesson=locked, person=by).delete()
    if deleted:
        _give_free_seats(locked)


@transaction.atomic
def fill_free_seats(lesson: OpenLesson) -> int:
    """Give the seats that were added to those who wait; returns how many got one."""
    locked = lock_lesson(lesson)
    return _give_free_seats(locked) if locked.stage == Stage.ANNOUNCED else 0


def seats_booked(lesson: OpenLesson) -> int:
    """How many have a seat; one query."""
    return Seat.objects.held().filter(lesson=lesson).count()


def _require_bookable(lesson: OpenLesson, by: User, at: datetime) -> None:
    require_stage(lesson, Stage.ANNOUNCED)
    if by.pk == lesson.author_id:
        raise Refused("own_lesson", _("This is your own lesson."))
    if lesson.has_begun(at):
        raise Refused("begun", _("This lesson has begun."))


def _free_numbers(lesson: OpenLesson) -> list[int]:
    taken = set(Seat.objects.held().filter(lesson=lesson).values_list("number", flat=True))
    return [number for number in range(1, lesson.seats + 1) if number not in taken]


def _give_free_seats(lesson: OpenLesson) -> int:
    waiting = Seat.objects.waiting().filter(lesson=lesson).select_related("person")
    given = list(zip(waiting, _free_numbers(lesson), strict=False))
    for seat, number in given:
        seat.number = number
        seat.save(update_fields=["number"])
        tell(lesson, SEAT_GIVEN, to=[seat.person], key=f"{seat.pk}")
    return len(given)
