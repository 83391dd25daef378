"""Announcing an open lesson: from then on the school sees it (docs/rules.md#open-lessons)."""

import pytest

from portal.notices.models import Notice
from portal.refusal import Refused
from research.lessons.announce_lesson import announce_lesson
from research.lessons.models import OpenLesson
from research.lessons.tests.factories import OpenLessonFactory, at


def refused(lesson, by, **kwargs):
    with pytest.raises(Refused) as refusal:
        announce_lesson(lesson, by=by, **kwargs)
    return refusal.value.code


def test_draft_is_the_teachers_alone(lin, zhou, qian):
    lesson = OpenLessonFactory(author=lin)

    assert OpenLesson.objects.visible_to(lin).get() == lesson
    assert not OpenLesson.objects.visible_to(zhou).exists()
    assert not OpenLesson.objects.visible_to(qian).exists()


def test_announced_lesson_is_seen_by_the_whole_school(lin, qian):
    lesson = OpenLessonFactory(author=lin)

    announce_lesson(lesson, by=lin)

    assert lesson.stage == "announced"
    assert OpenLesson.objects.visible_to(qian).get() == lesson
    assert qian.has_perm("lessons.open_lesson.view", lesson)


def test_the_group_is_told_once(lin, zhou, qian):
    lesson = OpenLessonFactory(author=lin)

    announce_lesson(lesson, by=lin)
    announce_lesson(lesson, by=lin)

    told = Notice.objects.filter(type="lesson_announced")
    assert [notice.person for notice in told] == [zhou]


def test_teacher_is_told_when_the_leader_announces(lin, zhou):
    lesson = OpenLessonFactory(author=lin, entered_by=zhou)

    announce_lesson(lesson, by=zhou)

    assert [notice.person for notice in Notice.objects.filter(type="lesson_announced")] == [lin]


@pytest.mark.parametrize("missing", ["lesson_topic", "class_name", "room"])
def test_lesson_that_nobody_could_find_is_not_announced(lin, missing):
    lesson = OpenLessonFactory(author=lin, **{missing: ""})

    assert refused(lesson, lin) == "incomplete"


def test_lesson_without_a_time_is_not_announced(lin):
    lesson = OpenLessonFactory(author=lin, starts_at=None, ends_at=None)

    assert refused(lesson, lin) == "incomplete"


def test_lesson_may_be_announced_until_it_begins(lin):
    lesson = OpenLessonFactory(author=lin)

    assert refused(lesson, lin, at=at("10:10")) == "time_passed"
    announce_lesson(lesson, by=lin, at=at("10:09"))


def test_cancelled_lesson_is_not_announced_again(lin):
    lesson = OpenLessonFactory(author=lin)
    OpenLesson.objects.filter(pk=lesson.pk).update(stage="cancelled")

    assert refused(lesson, lin) == "wrong_stage"


def test_who_may_announce_it(lin, zhou, wu, qian, sun):
    lesson = OpenLessonFactory(author=lin)

    may = [person.has_perm("lessons.open_lesson.announce", lesson) for person in (lin, zhou, wu)]
    may_not = [person.has_perm("lessons.open_lesson.announce", lesson) for person in (qian, sun)]
    assert may == [True, True, True]
    assert may_not == [False, False]
