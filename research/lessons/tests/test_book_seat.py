"""Booking a seat: never more than there are, who comes too late waits."""

import pytest
from django.db import IntegrityError, transaction

from portal.agenda.clashes import clashes
from portal.notices.models import Notice
from portal.refusal import Refused
from research.lessons.book_seat import book_seat, fill_free_seats, give_back_seat
from research.lessons.models import Seat
from research.lessons.tests.factories import OpenLessonFactory, at
from tests.factories import UserFactory


def refused(lesson, by, **kwargs):
    with pytest.raises(Refused) as refusal:
        book_seat(lesson, by=by, **kwargs)
    return refusal.value.code


def test_seat_is_booked_once(lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)

    first = book_seat(lesson, by=qian)
    again = book_seat(lesson, by=qian)

    assert first == again
    assert Seat.objects.get().number == 1


def test_who_comes_too_late_waits(lin, qian, zhou):
    lesson = OpenLessonFactory(author=lin, seats=1, announced=True)
    book_seat(lesson, by=qian)

    seat = book_seat(lesson, by=zhou)

    assert seat.is_waiting


def test_a_seat_given_back_goes_to_who_waits_first(lin, qian, zhou, wu):
    lesson = OpenLessonFactory(author=lin, seats=1, announced=True)
    book_seat(lesson, by=qian)
    book_seat(lesson, by=zhou, at=at("09:00"))
    book_seat(lesson, by=wu, at=at("09:01"))

    give_back_seat(lesson, by=qian)

    assert [s.person for s in Seat.objects.held()] == [zhou]
    assert [s.person for s in Seat.objects.waiting()] == [wu]
    assert [n.person for n in Notice.objects.filter(type="seat_given")] == [zhou]


def test_added_seats_go_to_who_waits(lin, qian, zhou):
    lesson = OpenLessonFactory(author=lin, seats=0, announced=True)
    book_seat(lesson, by=qian, at=at("09:00"))
    lesson.seats = 1
    lesson.save(update_fields=["seats"])

    assert fill_free_seats(lesson) == 1
    assert Seat.objects.get().number == 1


def test_database_gives_no_number_twice(lin, qian, zhou):
    lesson = OpenLessonFactory(author=lin, announced=True)
    seat = book_seat(lesson, by=qian)

    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(
            lesson=lesson, person=zhou, number=seat.number, booked_at=seat.booked_at
        )


def test_nobody_books_what_is_not_announced(lin, qian):
    assert refused(OpenLessonFactory(author=lin), qian) == "wrong_stage"


def test_nobody_books_once_it_has_begun(lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)

    assert refused(lesson, qian, at=at("10:10")) == "begun"
    book_seat(lesson, by=qian, at=at("10:09"))


def test_nobody_books_a_seat_in_their_own_lesson(lin):
    assert refused(OpenLessonFactory(author=lin, announced=True), lin) == "own_lesson"


def test_seat_is_kept_once_the_lesson_has_begun(lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)
    book_seat(lesson, by=qian)

    with pytest.raises(Refused, match="has begun"):
        give_back_seat(lesson, by=qian, at=at("10:30"))


def test_who_booked_a_seat_is_busy_then_and_who_waits_is_not(lin, qian, zhou):
    lesson = OpenLessonFactory(author=lin, seats=1, announced=True)
    book_seat(lesson, by=qian)
    book_seat(lesson, by=zhou)

    busy = clashes([lin, qian, zhou], at("10:00"), at("10:30"))

    assert {clash.person for clash in busy} == {lin, qian}


def test_buttons_on_the_page(client, lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)
    client.force_login(qian)
    url = f"/lessons/open-lessons/{lesson.pk}/"

    page = client.get(url).content.decode()
    booked = client.post(f"{url}book/", follow=True).content.decode()
    given_back = client.post(f"{url}unbook/", follow=True).content.decode()

    assert "Book a seat" in page
    assert "You have a seat." in booked
    assert "You gave your seat back." in given_back
    assert not Seat.objects.exists()


def test_booking_warns_of_the_observers_own_lesson_and_books_all_the_same(client, lin, qian):
    OpenLessonFactory(author=qian, title="勾股定理", room="阶梯教室", announced=True)
    lesson = OpenLessonFactory(author=lin, announced=True)
    client.force_login(qian)

    page = client.post(f"/lessons/open-lessons/{lesson.pk}/book/", follow=True).content.decode()

    assert "钱进 is at the open lesson “勾股定理”, 9 October, 10:10–10:55." in page
    assert Seat.objects.get().person == qian


def test_guest_books_no_seat(client, lin, guest):
    lesson = OpenLessonFactory(author=lin, announced=True)
    client.force_login(guest)

    assert client.post(f"/lessons/open-lessons/{lesson.pk}/book/").status_code == 404


def test_many_at_once_get_no_more_seats_than_there_are(lin):
    lesson = OpenLessonFactory(author=lin, seats=3, announced=True)
    people = UserFactory.create_batch(8)

    for person in people:
        book_seat(lesson, by=person)

    assert sorted(Seat.objects.held().values_list("number", flat=True)) == [1, 2, 3]
    assert Seat.objects.waiting().count() == 5
