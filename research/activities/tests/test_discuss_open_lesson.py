"""An open lesson is discussed in an activity: then it has what completing it asks."""

import pytest

from portal.records.indicators import Scope, indicators
from research.activities.find_records import records_to_discuss
from research.activities.hold_activity import hold_activity
from research.activities.set_agenda import add_item, bring_to_group
from research.activities.tests.factories import STARTS, ActivityFactory
from research.lessons.needs import needs_of
from research.lessons.tests.factories import OpenLessonFactory


@pytest.fixture
def lesson(lin, zhou, sixth_week, time_machine):
    lesson = OpenLessonFactory(author=lin, announced=True, taught=True)
    time_machine.move_to("2026-10-12T08:00:00+08:00", tick=False)
    return lesson


def is_discussed(lesson, lin):
    return needs_of(lesson, lin)[-1].is_met


def test_lesson_on_the_agenda_counts_once_the_activity_is_held(lesson, lin, zhou, term):
    activity = ActivityFactory(author=zhou, announced=True)
    add_item(activity, by=zhou, record=lesson)
    assert not is_discussed(lesson, lin)

    hold_activity(activity, by=zhou, at=STARTS)

    assert is_discussed(lesson, lin)
    assert indicators.get("lessons_discussed").for_term(term, Scope()) == 100


def test_leader_finds_a_lesson_that_is_not_completed_yet(lesson, zhou):
    activity = ActivityFactory(author=zhou, announced=True)

    assert lesson.record_ptr in records_to_discuss(activity, zhou)


def test_teacher_brings_it_before_it_is_complete(client, lesson, lin):
    client.force_login(lin)

    assert 'id="bring-heading"' in client.get(lesson.get_absolute_url()).content.decode()
    assert bring_to_group(lesson, group=lin.main_group, by=lin).record_id == lesson.pk
