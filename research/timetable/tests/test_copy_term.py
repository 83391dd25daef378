"""A new term begins with the timetable of the last."""

from datetime import date

import pytest

from portal.refusal import Refused
from research.timetable.copy_term import copy_timetable
from research.timetable.models import Entry
from research.timetable.tests.factories import EntryFactory
from tests.factories import TermFactory


@pytest.fixture
def next_term(term):
    return TermFactory(
        number=2, starts_on=date(2027, 2, 22), ends_on=date(2027, 7, 2), is_current=False
    )


def test_the_lessons_come_over(term, next_term, lin, wu):
    EntryFactory(term=term, person=lin, weeks="odd")

    assert copy_timetable(next_term, by=wu) == 1
    copied = Entry.objects.get(term=next_term)
    assert (copied.person, copied.class_name, copied.weeks) == (lin, "七(3)班", "odd")


def test_who_has_left_is_left_out(term, next_term, lin, wu):
    EntryFactory(term=term, person=lin)
    lin.status = "left"
    lin.save()

    assert copy_timetable(next_term, by=wu) == 0


def test_nothing_is_mixed_with_what_stands(term, next_term, lin, wu):
    EntryFactory(term=term, person=lin)
    EntryFactory(term=next_term, person=lin)

    with pytest.raises(Refused) as refusal:
        copy_timetable(next_term, by=wu)

    assert refusal.value.code == "has_timetable"


def test_without_an_earlier_one_it_says_so(next_term, wu):
    with pytest.raises(Refused) as refusal:
        copy_timetable(next_term, by=wu)

    assert refusal.value.code == "nothing_to_copy"
