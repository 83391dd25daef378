"""The lessons just taught: on the home page, above the form of a reflection, in warnings."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from portal.agenda.clashes import clashes
from portal.terms.models import CalendarDay
from research.reflections.models import LessonReflection
from research.timetable.home_cards import just_taught
from research.timetable.lessons import keys_of_class
from research.timetable.models import Substitution
from research.timetable.tests.factories import EntryFactory

WEDNESDAY = date(2026, 10, 14)


def at(hour, minute=0):
    return timezone.make_aware(datetime.combine(WEDNESDAY, time(hour, minute)))


@pytest.fixture
def entry(term, lin, time_machine):
    time_machine.move_to("2026-10-14T11:00:00+08:00", tick=False)
    return EntryFactory(term=term, person=lin)


def changed(entry, **fields):
    return Substitution.objects.create(
        person=entry.person,
        date=WEDNESDAY,
        period=2,
        class_name=entry.class_name,
        subject=entry.subject,
        state="confirmed",
        reason="x",
        asked_by=entry.person,
        **fields,
    )


def hours(card):
    return [line["lesson"].period for line in card["lessons"]] if card else []


def test_a_lesson_that_has_begun_waits(entry, lin, term):
    assert just_taught(lin, term, at(8)) is None
    assert hours(just_taught(lin, term, at(9))) == [2]


def test_one_with_a_reflection_does_not(entry, lin, term):
    LessonReflection.objects.create(
        author=lin, term=term, occurred_on=WEDNESDAY, period=2, title="课", lesson_topic="课",
        kind="lesson_reflection",
    )  # fmt: skip

    assert just_taught(lin, term, at(11)) is None


def test_nothing_waits_on_a_holiday(entry, lin, term):
    CalendarDay.objects.create(date=WEDNESDAY, kind="holiday", is_working=False, name="校庆")

    assert just_taught(lin, term, at(11)) is None


def test_a_moved_lesson_waits_at_its_new_hour(entry, lin, term):
    changed(entry, change="moved", to_date=WEDNESDAY, to_period=6)

    assert just_taught(lin, term, at(11)) is None
    assert hours(just_taught(lin, term, at(15))) == [6]


def test_who_stands_in_reflects(entry, lin, zhou, term):
    EntryFactory(term=term, person=zhou, weekday=5, class_name="七(4)班")
    changed(entry, change="taken_over", substitute=zhou)

    assert just_taught(lin, term, at(11)) is None
    assert hours(just_taught(zhou, term, at(11))) == [2]


def test_it_costs_two_queries_and_one_without_a_timetable(
    entry, lin, qian, term, django_assert_num_queries
):

    # Every page has read the person's roles before.
    assert not lin.roles | qian.roles

    with django_assert_num_queries(2):
        just_taught(lin, term, at(11))
    with django_assert_num_queries(1):
        just_taught(qian, term, at(11))


def test_the_form_offers_to_fill_itself(client, entry, lin):
    client.force_login(lin)
    client.cookies["django_language"] = "en"

    page = client.get(reverse("research:lesson_reflection_new")).content.decode()

    assert "period 2 七(3)班 语文" in page
    assert "class_name=%E4%B8%83" in page


# -- Warnings of clashes --------------------------------------------------------------------------


def sentences(people, first, last):
    return [clash.sentence for clash in clashes(people, first, last)]


def test_who_plans_hears_whose_lesson_it_would_meet(entry, lin, qian):
    with override("en"):
        found = sentences([lin, qian], at(9), at(10))

    assert found == ["林晓 teaches 七(3)班 语文 then, period 2."]


def test_the_hour_after_is_free(entry, lin):
    assert sentences([lin], at(9, 40), at(10)) == []


def test_the_substitute_is_bound_and_the_teacher_free(entry, lin, zhou):
    changed(entry, change="taken_over", substitute=zhou)

    assert sentences([lin], at(9), at(10)) == []
    assert len(sentences([zhou], at(9), at(10))) == 1


def test_the_lesson_that_is_announced_as_an_open_one_is_no_clash(entry, lin):
    own = keys_of_class(lin, WEDNESDAY, "七(3)班")

    assert clashes([lin], at(9), at(10), besides=own) == []
    assert keys_of_class(lin, WEDNESDAY, "七(4)班") == []
