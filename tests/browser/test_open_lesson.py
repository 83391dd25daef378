"""One open lesson from its announcement to its completion, each with their own phone.

Lin announces, Qian books a seat and hears it, Lin answers, Zhou accepts.
"""

import re

import pytest

from portal.records.submit import submit_record
from research.lessons.models import LessonSetting, OpenLesson, Seat
from research.lessons.tests.factories import plan_file, reflect_on
from research.observations.models import Observation
from research.observations.start_observation import Heard, start_observation
from research.observations.write_process import NoteRow, write_process
from research.timetable.models import Period
from tests.browser.conftest import DESK, assert_accessible, choose_in_menu

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def periods(db):
    Period.objects.get_or_create(number=3, defaults={"starts": "10:10", "ends": "10:55"})


@pytest.fixture
def asks_two_things(db):
    """One observation and a reflection; the discussion has its own story."""
    LessonSetting.objects.create(pk=1, min_observations=1, needs_discussion=False)


def test_announced_booked_taught_observed_answered_completed(
    visit, lin, zhou, qian, at_school, periods, asks_two_things, time_machine
):
    teacher = visit(lin)
    teacher.goto("/lessons/open-lessons/")
    assert_accessible(teacher)
    teacher.get_by_role("link", name="Announce one").first.click()
    teacher.get_by_label("Lesson topic").fill("背影")
    teacher.get_by_label("Class", exact=True).fill("八(3)")
    teacher.get_by_label("Day").fill("2026-10-09")
    teacher.get_by_label("Period").select_option("3")
    teacher.get_by_label("Room").fill("录播教室")
    document = plan_file("《背影》教案.pdf")
    teacher.get_by_label("Add photos or files").set_input_files(
        {"name": document.name, "mimeType": "application/pdf", "buffer": document.read()}
    )
    teacher.get_by_role("link", name="《背影》教案.pdf").wait_for()
    assert_accessible(teacher)
    teacher.get_by_role("button", name="Announce").click()
    teacher.wait_for_url(re.compile(r"/open-lessons/\d+/$"))
    lesson = OpenLesson.objects.get()
    assert (lesson.stage, lesson.plan.name) == ("announced", "《背影》教案.pdf")
    assert_accessible(teacher)

    observer = visit(qian)
    observer.goto("/")
    choose_in_menu(observer, "Open lessons")
    observer.get_by_role("link", name="背影").click()
    observer.get_by_role("button", name="Book a seat").click()
    observer.get_by_text("You have a seat.").wait_for()
    assert Seat.objects.get().person == qian

    # Two days later everybody signs in again.
    time_machine.move_to("2026-10-09T10:12:00+08:00", tick=True)
    observer = visit(qian)
    observer.goto("/")
    observer.get_by_role("button", name="Observe").click()
    observer.wait_for_url(re.compile(r"/edit/$"))
    observer.get_by_role("button", name="Now: note the minute").click()
    observer.keyboard.type("出示老照片")
    for box in observer.get_by_role("spinbutton").all()[:-1]:
        box.fill(box.get_attribute("max"))
    observer.get_by_label("Strengths").fill("朗读充分")
    observer.get_by_role("button", name="Hand in").click()
    observer.wait_for_url(re.compile(r"/observations/\d+/$"))

    time_machine.move_to("2026-10-09T15:00:00+08:00", tick=True)
    teacher = visit(lin)
    teacher.goto(f"/observations/observations/{Observation.objects.get().pk}/")
    teacher.get_by_label("Answer to the observer").fill("下节课会多留白。")
    teacher.get_by_role("button", name="Answer the observer").click()
    teacher.get_by_text("Your answer is there").wait_for()
    assert_accessible(teacher)

    reflect_on(lesson)
    teacher.goto(lesson.get_absolute_url())
    assert_accessible(teacher)
    teacher.get_by_role("button", name="Complete").click()
    teacher.get_by_text("Submitted").first.wait_for()

    leader = visit(zhou, viewport=DESK)
    leader.goto(lesson.get_absolute_url())
    leader.get_by_role("button", name="Accept").click()
    leader.get_by_text("Accepted").first.wait_for()
    assert OpenLesson.objects.get().is_completed


def test_month_and_result_at_both_widths(visit, lin, qian, zhou, at_school, time_machine):
    from research.lessons.tests.factories import OpenLessonFactory

    lesson = OpenLessonFactory(author=lin, announced=True, taught=True)
    time_machine.move_to("2026-10-09T15:00:00+08:00", tick=True)
    observation = start_observation(Heard.at(lesson), by=qian)
    dimensions = observation.rubric.dimensions.all() if observation.rubric else []
    write_process(observation, [NoteRow(3, "导入")], {d.pk: d.weight for d in dimensions})
    submit_record(observation, by=qian)

    for viewport in ({"width": 390, "height": 844}, DESK):
        page = visit(lin, viewport=viewport)
        for url in ("/lessons/open-lessons/month/?month=2026-10", lesson.get_absolute_url()):
            page.goto(url)
            assert_accessible(page)
