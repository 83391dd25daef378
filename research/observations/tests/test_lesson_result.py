"""On the lesson's page: what the observers gave it together, and whom that concerns."""

from decimal import Decimal

import pytest

from portal.people.models import Role
from portal.records.submit import submit_record
from portal.refusal import Refused
from research.lessons.models import LessonSetting, OpenLesson
from research.lessons.tests.factories import OpenLessonFactory, reflect_on
from research.observations.models import Observation
from research.observations.radar import Axis, radar_svg
from research.observations.results import result_of
from research.observations.tests.factories import POINTS, hand_in
from tests.factories import UserFactory
from tests.queries import assert_constant_queries

LOW = ("10", "14", "20", "14", "6", "6")


@pytest.fixture
def lesson(lin, time_machine):
    lesson = OpenLessonFactory(author=lin, announced=True, taught=True)
    time_machine.move_to("2026-10-09T12:00:00+08:00", tick=False)
    return lesson


def observed(lesson, observer, points=POINTS):
    return hand_in(observer, of=lesson, points=points)


def page_for(client, person, lesson):
    client.force_login(person)
    return client.get(lesson.get_absolute_url()).content.decode()


def test_mean_and_spread_of_all_totals(lesson, qian, tang):
    observed(lesson, qian)
    observed(lesson, tang, LOW)

    result = result_of(list(Observation.objects.filter(lesson=lesson)))

    assert (result.mean, result.spread) == (Decimal("80.8"), Decimal("10.8"))
    assert (result.lowest, result.highest, result.band) == (Decimal(70), Decimal("91.5"), "良")
    assert [each.mean for each in result.dimensions][:2] == [Decimal("12.0"), Decimal("16.0")]


def test_without_points_there_is_no_figure(lesson):
    assert result_of([]) is None


def test_teacher_sees_the_result_with_its_chart_and_table(client, lesson, qian, tang, lin):
    observed(lesson, qian)
    observed(lesson, tang, LOW)

    page = page_for(client, lin, lesson)

    for words in ("Mean of 2 observers", "80.8", '<svg class="radar"', "教学目标", "钱进"):
        assert words in page


def test_observer_sees_their_own_and_not_the_result(client, lesson, qian, tang):
    observed(lesson, qian)
    observed(lesson, tang, LOW)

    page = page_for(client, qian, lesson)

    assert "My observation" in page
    assert "唐宁" not in page
    assert "Mean of" not in page


def test_colleague_is_offered_to_observe(client, lesson, qian):
    page = page_for(client, qian, lesson)

    assert "Observe this lesson" in page


def test_chart_needs_three_dimensions():
    assert radar_svg([Axis("一", 1), Axis("二", 0.5)]) == ""
    assert radar_svg([Axis("<b>", 1), Axis("二", 0.5), Axis("三", 0)]).count("<polygon") == 5
    assert "<b>" not in radar_svg([Axis("<b>", 1), Axis("二", 0.5), Axis("三", 0)])


def test_lesson_is_complete_with_three_observations(lesson, lin, qian, tang, wu):
    LessonSetting.objects.create(pk=1, needs_discussion=False)
    reflect_on(lesson)
    observed(lesson, qian)
    observed(lesson, tang)
    with pytest.raises(Refused, match="3 observations"):
        submit_record(lesson, by=lin)

    observed(lesson, wu)

    submit_record(lesson, by=lin)
    assert OpenLesson.objects.get().is_submitted


def test_page_costs_the_same_for_any_number_of_observers(client, lesson, lin):
    client.force_login(lin)

    assert_constant_queries(
        lambda: client.get(lesson.get_absolute_url()),
        grow=lambda: observed(lesson, UserFactory()),
        at_most=24,
    )


def test_guidance_team_sees_every_result(client, lesson, qian):
    guide = UserFactory(staff_number="1020", role=Role.GUIDANCE)
    observed(lesson, qian)

    assert "Points of 1 observer." in page_for(client, guide, lesson)
