"""Completing an open lesson: taught, with all it should bring; the leader accepts it.

Rule: docs/rules.md#open-lessons. What apps above ask (observations, the
discussion) is left out here: these tests know the plan and the reflection.
"""

import pytest
from django.core.exceptions import ValidationError

from portal.records.decide import accept_record
from portal.records.submit import submit_record
from portal.refusal import Refused
from research.lessons.attach_plan import attach_plan
from research.lessons.mark_taught import mark_taught
from research.lessons.models import LessonSetting, OpenLesson
from research.lessons.needs import lesson_needs, needs_of
from research.lessons.standing import standing_of
from research.lessons.tests.factories import OpenLessonFactory, at, plan_file, reflect_on


@pytest.fixture(autouse=True)
def own_needs_alone(monkeypatch):
    own = {slug: lesson_needs.get(slug) for slug in ("plan", "reflection")}
    monkeypatch.setattr(lesson_needs, "_items", own)


def taught_and_reflected(lin, time_machine):
    lesson = OpenLessonFactory(author=lin, announced=True, taught=True)
    time_machine.move_to("2026-10-10T09:00:00+08:00", tick=False)
    reflect_on(lesson)
    return lesson


def test_leader_accepts_what_was_taught_and_reflected_on(lin, zhou, time_machine):
    lesson = taught_and_reflected(lin, time_machine)

    submit_record(lesson, by=lin)
    accept_record(lesson, by=zhou)

    lesson = OpenLesson.objects.get()
    assert lesson.is_completed
    assert standing_of(lesson).label == "Completed"


def test_lesson_to_come_is_not_completed(lin):
    lesson = OpenLessonFactory(author=lin, announced=True)

    with pytest.raises(Refused) as refusal:
        submit_record(lesson, by=lin)

    assert refusal.value.code == "not_taught"


def test_what_is_missing_is_named(lin, time_machine):
    lesson = OpenLessonFactory(author=lin, announced=True)
    time_machine.move_to("2026-10-10T09:00:00+08:00", tick=False)

    with pytest.raises(Refused) as refusal:
        submit_record(lesson, by=lin)

    assert str(refusal.value) == (
        "Still missing before it is complete: the lesson plan, the teacher's own reflection."
    )


def test_reflection_of_a_colleague_is_not_the_teachers_own(lin, zhou, time_machine):
    lesson = OpenLessonFactory(author=lin, announced=True, taught=True)
    reflection = reflect_on(lesson)
    type(reflection).objects.filter(pk=reflection.pk).update(author=zhou)

    assert [need.is_met for need in needs_of(lesson, lin)] == [True, False]


def test_school_that_asks_no_reflection_gets_none(lin, time_machine):
    LessonSetting.objects.create(pk=1, needs_reflection=False)
    lesson = OpenLessonFactory(author=lin, announced=True, taught=True)
    time_machine.move_to("2026-10-10T09:00:00+08:00", tick=False)

    submit_record(lesson, by=lin)

    assert lesson.is_submitted


def test_lesson_counts_as_taught_from_its_end(lin):
    lesson = OpenLessonFactory(author=lin, announced=True)

    assert not lesson.was_taught(at("10:54"))
    assert lesson.was_taught(at("10:55"))
    assert list(OpenLesson.objects.given(at("10:54"))) == []
    assert list(OpenLesson.objects.given(at("10:55"))) == [lesson]


def test_nothing_is_taught_before_it_begins_or_without_a_plan(lin):
    lesson = OpenLessonFactory(author=lin, announced=True)

    codes = []
    for moment in ("10:09", "10:10"):
        with pytest.raises(Refused) as refusal:
            mark_taught(lesson, by=lin, at=at(moment))
        codes.append(refusal.value.code)

    assert codes == ["not_yet", "plan_missing"]


def test_lesson_that_nobody_announced_can_be_said_to_be_taught(lin, qian):
    lesson = OpenLessonFactory(author=lin, with_plan=True)

    mark_taught(lesson, by=lin, at=at("12:00"))

    assert OpenLesson.objects.visible_to(qian).get().stage == "taught"


def test_photo_is_no_lesson_plan(lin):
    from tests.files import photo

    lesson = OpenLessonFactory(author=lin)

    with pytest.raises(Refused) as refusal:
        attach_plan(lesson, photo("a.jpg"), by=lin)

    assert refusal.value.code == "not_a_document"
    assert not lesson.attachments.exists()


def test_another_plan_takes_the_place_of_the_first(lin):
    lesson = OpenLessonFactory(author=lin, with_plan=True)

    attach_plan(lesson, plan_file("教案二.pdf", b"better"), by=lin)

    lesson.refresh_from_db()
    assert lesson.plan.name == "教案二.pdf"


def test_settings_have_one_row(db):
    LessonSetting.objects.create(pk=1)

    with pytest.raises(ValidationError):
        LessonSetting(pk=2).full_clean()
