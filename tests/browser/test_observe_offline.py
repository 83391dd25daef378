"""An observer writes in class: by the minute, on a phone, without a network, and hands in.

Step of the daily practice: an open lesson, from its announcement to its completion.
"""

import re

import pytest

from portal.records.models import FormDraft
from research.lessons.tests.factories import OpenLessonFactory, at
from research.observations.models import Observation, Rubric
from research.observations.tests.factories import begin
from tests.browser.conftest import assert_accessible, end_all_sessions, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFLINE = "ERR_INTERNET_DISCONNECTED"
POINTS = ["14", "18", "23", "18", "9", "9.5"]


@pytest.fixture
def in_class(term, time_machine):
    """Friday of week 6, twelve minutes into the third period; the clock goes on."""
    time_machine.move_to("2026-10-09T10:22:00+08:00", tick=True)


@pytest.fixture
def rubric(db):
    """The usual one; a test of the whole server empties the tables before it."""
    rubric, is_new = Rubric.objects.get_or_create(version=1, defaults={"name": "课堂教学评价标准"})
    if is_new:
        for position, weight in enumerate((15, 20, 25, 20, 10, 10), start=1):
            rubric.dimensions.create(position=position, name=f"维度{position}", weight=weight)
        rubric.bands.create(name="优", lowest=90)
        rubric.bands.create(name="合格", lowest=0)
    return rubric


@pytest.fixture
def observation(lin, qian, zhou, rubric, in_class):
    lesson = OpenLessonFactory(author=lin, with_plan=True, announced=True)
    return begin(qian, of=lesson, at=at("10:15"))


def edit_url(observation):
    return f"/observations/observations/{observation.pk}/edit/"


def wait_until_kept(page):
    page.get_by_role("status").filter(has_text=re.compile(r"Saved \d\d:\d\d")).wait_for()


def write_a_note(page, teacher):
    page.get_by_role("button", name="Now: note the minute").click()
    page.keyboard.type(teacher)


def give_points(page):
    for box, points in zip(page.get_by_role("spinbutton").all()[:6], POINTS, strict=True):
        box.fill(points)


def test_the_big_button_notes_the_minute_of_the_lesson(visit, qian, observation):
    page = visit(qian)
    page.goto(edit_url(observation))
    assert_accessible(page)

    write_a_note(page, "追问“蹒跚”")
    wait_until_kept(page)

    cells = FormDraft.objects.get().data["notes"]
    assert cells[1] == "追问“蹒跚”"
    assert cells[0] in {"12", "13"}


def test_more_rows_come_as_they_are_needed_and_come_back(visit, qian, observation):
    page = visit(qian)
    page.goto(edit_url(observation))
    for n in range(4):
        write_a_note(page, f"环节{n}")
    wait_until_kept(page)

    page.goto(edit_url(observation))

    shown = [box.input_value() for box in page.get_by_label("What the teacher does").all()]
    assert shown[:4] == ["环节0", "环节1", "环节2", "环节3"]


def test_what_was_written_offline_survives_a_reload_on_an_own_device(visit, qian, observation):
    page = visit(qian, expects=(OFFLINE,), own_device=True)
    page.goto(edit_url(observation))
    page.context.set_offline(True)
    for n in range(4):
        write_a_note(page, f"环节{n}")
    page.get_by_role("spinbutton").first.fill("14")
    page.get_by_label("Strengths").fill("朗读充分")
    page.get_by_role("status").filter(has_text="No network").wait_for()

    page.context.set_offline(False)
    page.goto(edit_url(observation))

    shown = [box.input_value() for box in page.get_by_label("What the teacher does").all()]
    assert shown[:4] == ["环节0", "环节1", "环节2", "环节3"]
    assert page.get_by_role("spinbutton").first.input_value() == "14"
    assert page.get_by_label("Strengths").input_value() == "朗读充分"


def test_handed_in_offline_it_goes_off_when_the_network_is_back(visit, qian, lin, observation):
    page = visit(qian, expects=(OFFLINE,))
    page.goto(edit_url(observation))
    write_a_note(page, "出示老照片")
    wait_until_kept(page)
    page.context.set_offline(True)
    write_a_note(page, "追问“蹒跚”")
    give_points(page)
    page.get_by_label("Strengths").fill("朗读充分")
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("alert").filter(has_text="sent as soon as the network is back").wait_for()
    assert Observation.objects.get().state == "draft"

    page.context.set_offline(False)

    page.wait_for_url(re.compile(r"/observations/\d+/$"))
    stored = Observation.objects.get()
    assert (stored.state, str(stored.total), stored.band) == ("accepted", "91.5", "优")
    assert [note.teacher for note in stored.notes.all()] == ["出示老照片", "追问“蹒跚”"]
    assert_accessible(page)


def test_signed_out_meanwhile_it_comes_back_filled(visit, qian, observation):
    page = visit(qian, expects=("401",))
    page.goto(edit_url(observation))
    write_a_note(page, "出示老照片")
    end_all_sessions()
    page.get_by_role("button", name="Save draft").last.click()

    sign_in(page, qian)

    page.get_by_label("What the teacher does").first.wait_for()
    assert page.get_by_label("What the teacher does").first.input_value() == "出示老照片"


def test_without_scripts_a_form_is_enough(visit, qian, observation):
    page = visit(qian, scripts=False)
    page.goto(edit_url(observation))

    page.get_by_label("What the teacher does").first.fill("出示老照片")
    give_points(page)
    page.get_by_label("Suggestions").fill("留白再多些")
    page.get_by_role("button", name="Hand in").click()

    assert Observation.objects.get().state == "accepted"
