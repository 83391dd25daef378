"""A stand-in with dates reviews while a leader is away; what lies too long falls to the office."""

from datetime import date, timedelta

import pytest

from portal.people.models import User
from portal.records.decide import accept_record
from portal.records.lateness import ReviewClock
from portal.records.models import StandIn
from portal.records.queue import waiting_figures, waiting_for
from portal.records.stand_in import end_stand_in, name_stand_in
from portal.refusal import Refused
from portal.terms.models import CalendarDay
from research.reflections.tests.factories import LessonReflectionFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
WEEK = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 11)}


def again(person):
    """The person as the next request sees them."""
    return User.objects.get(pk=person.pk)


def queue_of(person):
    """The titles of what waits; the home page counts as many."""
    person, clock = again(person), ReviewClock.at()
    waiting = waiting_for(person, clock)
    moments = [record.submitted_at for record in waiting]
    assert waiting_figures(person, clock) == (len(moments), min(moments, default=None))
    return [record.display_title for record in waiting]


@pytest.fixture
def away(zhou, tang, sixth_week):
    return name_stand_in(zhou, tang, by=zhou, reason="外出培训", **WEEK)


def test_the_stand_in_sees_the_leaders_queue(away, lin, tang, time_machine):
    LessonReflectionFactory(author=lin, submitted=True)

    assert queue_of(tang) == ["背影"]

    time_machine.move_to("2026-10-12T10:00:00+08:00")
    assert queue_of(tang) == []


def test_the_stand_in_is_told(away, zhou, tang):
    assert [notice.type for notice in tang.notices.all()] == ["stand_in_named"]
    assert not zhou.notices.exists()


def test_a_new_record_is_announced_to_both(away, lin, zhou, tang):
    LessonReflectionFactory(author=lin, submitted=True)

    assert zhou.notices.filter(type="review_wanted").exists()
    assert tang.notices.filter(type="review_wanted").exists()


def test_the_decision_names_the_absent_leader(away, lin, zhou, tang):
    record = LessonReflectionFactory(author=lin, submitted=True)

    review = accept_record(record, by=again(tang))

    assert (review.by, review.for_whom) == (tang, zhou)


def test_the_leader_deciding_meanwhile_stands_for_themselves(away, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    assert accept_record(record, by=again(zhou)).for_whom is None


def test_a_stand_in_never_decides_on_their_own(zhou, lin, sixth_week):
    name_stand_in(zhou, lin, by=zhou, **WEEK)
    record = LessonReflectionFactory(author=lin, submitted=True)

    assert queue_of(lin) == []
    with pytest.raises(Refused) as refusal:
        accept_record(record, by=again(lin))
    assert refusal.value.code == "own_record"


def test_a_stand_in_never_decides_on_the_leaders(chinese, lin, zhou, tang, sixth_week):
    """Zhou's record went to the leader before Zhou led; now Zhou's own stand-in may not decide."""
    former = UserFactory(name="前组长", leads=chinese)
    zhou.memberships.update(is_leader=False)
    record = LessonReflectionFactory(author=again(zhou), submitted=True)
    zhou.memberships.update(is_leader=True)
    former.memberships.update(is_leader=False)
    name_stand_in(again(zhou), tang, by=zhou, **WEEK)

    assert queue_of(tang) == []
    with pytest.raises(Refused) as refusal:
        accept_record(record, by=again(tang))
    assert (record.review_level, refusal.value.code) == ("leader", "not_reviewer")


def test_ended_early_it_ends_at_once(away, lin, tang, zhou):
    LessonReflectionFactory(author=lin, submitted=True)

    end_stand_in(away, by=zhou)

    assert queue_of(tang) == []


def test_one_not_begun_is_taken_away(zhou, tang, sixth_week):
    later = name_stand_in(
        zhou, tang, by=zhou, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 6)
    )

    end_stand_in(later, by=zhou)
    end_stand_in(later, by=zhou)

    assert not StandIn.objects.exists()


def test_the_office_names_one_for_anybody(zhou, tang, wu, sixth_week):
    stand_in = name_stand_in(zhou, tang, by=wu, **WEEK)

    assert stand_in.created_by == wu
    assert zhou.notices.count() == tang.notices.count() == 1


def test_naming_the_same_again_is_harmless(away, zhou, tang):
    assert name_stand_in(zhou, tang, by=zhou, **WEEK) == away


@pytest.mark.parametrize(
    ("absent", "substitute", "by", "first", "last", "code"),
    [
        ("zhou", "tang", "tang", 5, 11, "not_yours"),
        ("lin", "tang", "lin", 5, 11, "not_a_leader"),
        ("zhou", "zhou", "zhou", 5, 11, "same_person"),
        ("zhou", "guest", "zhou", 5, 11, "not_staff"),
        ("zhou", "tang", "zhou", 11, 8, "dates_reversed"),
        ("zhou", "tang", "zhou", 1, 6, "already_over"),
    ],
)
def test_what_is_refused(absent, substitute, by, first, last, code, request, sixth_week):
    absent, substitute, by = map(request.getfixturevalue, (absent, substitute, by))

    with pytest.raises(Refused) as refusal:
        name_stand_in(
            absent,
            substitute,
            by=by,
            starts_on=date(2026, 10, first),
            ends_on=date(2026, 10, last),
        )

    assert refusal.value.code == code


def test_two_stand_ins_at_a_time_are_refused(away, zhou, qian):
    with pytest.raises(Refused) as refusal:
        name_stand_in(zhou, qian, by=zhou, starts_on=date(2026, 10, 9), ends_on=date(2026, 10, 20))

    assert refusal.value.code == "overlaps"


def test_what_lies_too_long_falls_through_to_the_office(lin, zhou, wu, sixth_week, time_machine):
    """Submitted on Wednesday, due on the Wednesday after; the office has it on Thursday."""
    LessonReflectionFactory(author=lin, submitted=True)

    time_machine.move_to("2026-10-14T23:59:00+08:00")
    assert queue_of(wu) == []

    time_machine.move_to("2026-10-15T00:01:00+08:00")
    assert (queue_of(wu), queue_of(zhou)) == (["背影"], ["背影"])


def test_holidays_do_not_count(lin, zhou, wu, sixth_week, time_machine):
    for day in (8, 9):
        CalendarDay.objects.create(
            date=date(2026, 10, day), kind="holiday", is_working=False, name="停课"
        )
    LessonReflectionFactory(author=lin, submitted=True)

    time_machine.move_to("2026-10-16T10:00:00+08:00")
    assert queue_of(wu) == []

    time_machine.move_to("2026-10-17T10:00:00+08:00")
    assert queue_of(wu) == ["背影"]


def test_the_office_decides_on_what_fell_through(lin, zhou, wu, sixth_week, time_machine):
    record = LessonReflectionFactory(author=lin, submitted=True)
    time_machine.move_to("2026-10-20T10:00:00+08:00")

    review = accept_record(record, by=again(wu))

    assert (record.state, review.for_whom) == ("accepted", None)


def test_a_group_whose_leader_left_falls_to_the_office_at_once(lin, zhou, wu, sixth_week):
    LessonReflectionFactory(author=lin, submitted=True)
    zhou.memberships.update(ends_on=sixth_week - timedelta(days=1))

    assert queue_of(wu) == ["背影"]


def test_the_due_day_and_the_age_are_working_days(sixth_week, time_machine):
    submitted = ReviewClock.at().today
    time_machine.move_to("2026-10-12T10:00:00+08:00")
    review_clock = ReviewClock.at()
    moment = clock_at(submitted)

    assert review_clock.age(moment) == 3
    assert review_clock.due_on(moment) == date(2026, 10, 14)
    assert not review_clock.is_overdue(moment)


def clock_at(day):
    from django.utils import timezone

    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 10))
