"""Beginning an observation: one for each observer and lesson (docs/rules.md#observations)."""

import pytest
from django.db import IntegrityError, transaction

from portal.refusal import Refused
from research.lessons.cancel_lesson import cancel_lesson
from research.lessons.tests.factories import OpenLessonFactory, at
from research.observations.models import Observation, Rubric
from research.observations.start_observation import Heard
from research.observations.tests.factories import DAY, begin, unannounced
from tests.forms import fields_of

FRIDAY_NOON = at("12:00")
NEW = "/observations/observations/new/"


def refused(observer, **heard):
    with pytest.raises(Refused) as refusal:
        begin(observer, **heard)
    return refusal.value.code


def test_observation_of_an_open_lesson_knows_what_the_lesson_says(lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)

    observation = begin(qian, of=lesson, at=FRIDAY_NOON)

    assert (observation.teacher, observation.lesson_topic, observation.class_name) == (
        lin,
        "背影",
        "八(3)",
    )
    assert (observation.author, observation.group) == (qian, lin.main_group)
    assert observation.rubric == Rubric.objects.get(version=1)


def test_who_begins_again_goes_on_with_the_same(lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)

    first = begin(qian, of=lesson, at=FRIDAY_NOON)
    again = begin(qian, of=lesson, at=FRIDAY_NOON)

    assert first == again
    assert Observation.objects.count() == 1


def test_unannounced_visit_in_the_same_hour_is_the_same_lesson(lin, qian, term):
    lesson = OpenLessonFactory(author=lin, announced=True)
    first = begin(qian, of=lesson, at=FRIDAY_NOON)

    again = begin(qian, teacher=lin, period=3, on=lesson.occurred_on, at=FRIDAY_NOON)

    assert first == again


def test_two_observers_have_one_each(lin, qian, zhou):
    lesson = OpenLessonFactory(author=lin, announced=True)

    assert begin(qian, of=lesson, at=FRIDAY_NOON) != begin(zhou, of=lesson, at=FRIDAY_NOON)


def test_database_keeps_one_for_each_observer_and_lesson(lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)
    first = begin(qian, of=lesson, at=FRIDAY_NOON)
    twice = Observation.objects.get(pk=first.pk)
    twice.pk = twice.id = twice.record_ptr_id = None
    twice._state.adding = True

    with pytest.raises(IntegrityError), transaction.atomic():
        twice.save()


def test_lesson_outside_needs_no_member_of_staff(qian, term):
    observation = begin(qian, teacher=None, outside_teacher="陈静（实验中学）", period=None, on=DAY)

    assert (observation.teacher_name, observation.group) == ("陈静（实验中学）", qian.main_group)
    assert observation.heard == ""


def test_nobody_observes_themselves(lin, term):
    assert refused(lin, teacher=lin) == "own_lesson"


def test_lesson_to_come_is_not_observed(lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)

    assert refused(qian, of=lesson) == "not_yet"


def test_cancelled_lesson_is_not_observed(lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)
    cancel_lesson(lesson, by=lin, reason="病")

    assert refused(qian, of=lesson, at=FRIDAY_NOON) == "cancelled"


def test_without_a_rubric_a_lesson_is_observed_without_points(lin, qian, term):
    Rubric.objects.all().delete()

    assert begin(qian, teacher=lin).rubric is None


def test_key_of_what_was_heard_is_empty_where_the_hour_is_unknown(lin):
    assert Heard.key.fget(unannounced(lin, period=None)) == ""


def test_page_offers_todays_lessons_and_begins_with_one_tap(client, lin, qian, time_machine):
    lesson = OpenLessonFactory(author=lin, announced=True)
    time_machine.move_to("2026-10-09T10:05:00+08:00", tick=False)
    client.force_login(qian)
    assert "背影" in client.get(NEW).content.decode()

    response = client.post(NEW, {"lesson": lesson.pk})

    observation = Observation.objects.get()
    assert response["Location"] == f"/observations/observations/{observation.pk}/edit/"


def test_page_leads_to_what_was_begun(client, lin, qian, time_machine):
    lesson = OpenLessonFactory(author=lin, announced=True)
    observation = begin(qian, of=lesson, at=FRIDAY_NOON)
    client.force_login(qian)

    response = client.get(NEW, {"lesson": lesson.pk})

    assert response["Location"] == observation.get_absolute_url()


def test_unannounced_visit_takes_a_name_and_a_class(client, lin, qian, term):
    client.force_login(qian)
    fields = fields_of(client.get(NEW), having="class_name")

    client.post(NEW, fields | {"teacher": "林晓", "class_name": "八(4)"})

    observation = Observation.objects.get()
    assert (observation.teacher, observation.occasion) == (lin, "unannounced")
    assert observation.occurred_on.isoformat() == "2026-10-07"


def test_page_asks_whose_lesson_it_is(client, qian, term):
    client.force_login(qian)

    mine = client.post(NEW, {"occasion": "unannounced", "class_name": "八(4)"})
    outside = client.post(NEW, {"occasion": "outside", "class_name": "八(4)"})

    assert "Say whose lesson it is." in mine.content.decode()
    assert "Say whose lesson it was, and at which school." in outside.content.decode()
