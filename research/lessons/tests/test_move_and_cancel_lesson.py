"""Moving and cancelling an announced lesson: those who booked a seat are told."""

from datetime import date

import pytest

from portal.notices.models import Notice
from portal.refusal import Refused
from research.lessons.book_seat import book_seat
from research.lessons.cancel_lesson import cancel_lesson
from research.lessons.models import OpenLesson, Seat
from research.lessons.move_lesson import move_lesson
from research.lessons.tests.factories import OpenLessonFactory, at

MONDAY = date(2026, 10, 12)


@pytest.fixture
def lesson(lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)
    book_seat(lesson, by=qian)
    return lesson


def move(lesson, by, starts="14:25", ends="15:10", day=MONDAY, **kwargs):
    time = {"starts_at": at(starts, day), "ends_at": at(ends, day)}
    return move_lesson(lesson, by=by, period=6, room="阶梯教室", **time, **kwargs)


def test_moved_lesson_keeps_its_seats_and_changes_its_day(lesson, lin, qian):
    move(lesson, lin)

    lesson.refresh_from_db()
    assert (lesson.occurred_on, lesson.period, lesson.room) == (MONDAY, 6, "阶梯教室")
    assert Seat.objects.get().person == qian


def test_who_booked_a_seat_is_told_the_new_time_and_why(lesson, lin, qian):
    move(lesson, lin, reason="录播教室检修。")
    move(lesson, lin, reason="录播教室检修。")

    notice = Notice.objects.get(type="lesson_moved")
    assert (notice.person, notice.params["words"]) == (qian, "录播教室检修。")
    assert notice.params["when"]["en"] == "12 October 2026 14:25"


def test_moved_back_is_told_again(lesson, lin, qian):
    move(lesson, lin)
    move(lesson, lin, "10:10", "10:55", date(2026, 10, 9))
    move(lesson, lin)

    assert Notice.objects.filter(type="lesson_moved", person=qian).count() == 3


def test_teacher_is_told_when_the_office_moves_it(lesson, wu, lin, qian):
    move(lesson, wu)

    assert {n.person for n in Notice.objects.filter(type="lesson_moved")} == {lin, qian}


def test_no_lesson_is_moved_into_the_past(lesson, lin):
    with pytest.raises(Refused) as refusal:
        move(lesson, lin, day=date(2026, 10, 6))

    assert refusal.value.code == "time_passed"


def test_cancelled_lesson_stays_with_its_reason(lesson, lin, qian):
    cancel_lesson(lesson, by=lin, reason="教师生病")
    cancel_lesson(lesson, by=lin, reason="教师生病")

    stored = OpenLesson.objects.visible_to(qian).get()
    assert (stored.stage, stored.stage_reason) == ("cancelled", "教师生病")
    assert [n.person for n in Notice.objects.filter(type="lesson_cancelled")] == [qian]


def test_cancelling_needs_a_reason(lesson, lin):
    with pytest.raises(Refused) as refusal:
        cancel_lesson(lesson, by=lin, reason="  ")

    assert refusal.value.code == "words_required"


def test_move_page_takes_the_hours_of_a_new_period(client, lesson, lin):
    client.force_login(lin)
    url = f"/lessons/open-lessons/{lesson.pk}/move/"
    typed = {"occurred_on": "2026-10-12", "period": "6", "room": "阶梯教室"}

    page = client.post(url, typed | {"starts": "10:10", "ends": "10:55"}, follow=True)

    lesson.refresh_from_db()
    assert lesson.starts_at == at("14:25", MONDAY)
    assert "It is now 12 October 2026 period 6 14:25–15:10." in page.content.decode()


def test_moving_warns_of_a_room_that_is_taken_and_goes_on_once_ticked(client, lesson, lin, zhou):
    OpenLessonFactory(
        author=zhou,
        title="春",
        room="阶梯教室",
        class_name="七(1)",
        occurred_on=MONDAY,
        starts_at=at("14:00", MONDAY),
        ends_at=at("14:40", MONDAY),
        announced=True,
    )
    client.force_login(lin)
    url = f"/lessons/open-lessons/{lesson.pk}/move/"
    typed = {"occurred_on": "2026-10-12", "period": "6", "room": "阶梯教室"}

    asked = client.post(url, typed)
    form = asked.context["form"]
    ticked = {form.keep_field: form.fields[form.keep_field].widget.token}
    moved = client.post(url, typed | ticked)

    assert "阶梯教室 is taken then: “春” by 周静." in asked.content.decode()
    assert (asked.status_code, moved.status_code) == (422, 302)


def test_stranger_moves_nothing(client, lesson, qian):
    client.force_login(qian)

    assert client.get(f"/lessons/open-lessons/{lesson.pk}/move/").status_code == 403
    assert client.get(f"/lessons/open-lessons/{lesson.pk}/cancel/").status_code == 403
