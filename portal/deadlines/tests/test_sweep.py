"""The sweep: every crossing of an offset is announced once, to the one who owes.

Rule: docs/rules.md#reminders.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from portal.deadlines.models import Requirement
from portal.deadlines.sweep import sweep
from portal.notices.models import Delivery, Notice
from portal.notices.send import send_due
from portal.terms.models import CalendarDay
from research.reflections.models import EducationNarrative

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at_school(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def narrative(term):
    """Due on Wednesday of week 6, 18:00."""
    return Requirement.objects.create(
        term=term, kind="education_narrative", count=1, due_at=at_school("2026-10-07T18:00:00")
    )


def file_narrative(author, term):
    return EducationNarrative.objects.create(
        kind="education_narrative", author=author, term=term, occurred_on=date(2026, 10, 1),
        state="submitted", submitted_at=at_school("2026-10-01T08:00:00"),
    )  # fmt: skip


def offsets_told():
    return [int(key.split(":")[-2]) for key in keys_told()]


def keys_told():
    return list(Notice.objects.order_by("pk").values_list("key", flat=True))


def sweep_hourly(first, last):
    at = at_school(first)
    while at <= at_school(last):
        sweep(at)
        at += timedelta(hours=1)


def test_each_offset_is_announced_once_however_often_it_sweeps(lin, narrative):
    sweep_hourly("2026-09-20T00:00:00", "2026-10-29T00:00:00")

    assert offsets_told() == [14, 7, 3, 1, 0, -7, -14, -21]
    assert Delivery.objects.count() == 8


def test_nothing_is_said_before_the_first_offset(lin, narrative):
    sweep(at_school("2026-09-22T23:59:00"))

    assert not Notice.objects.exists()


def test_who_has_met_it_hears_nothing(lin, qian, term, narrative):
    file_narrative(lin, term)

    sweep(at_school("2026-10-01T09:00:00"))

    assert list(Notice.objects.values_list("person__name", flat=True)) == ["钱进"]


def test_who_slept_three_days_sends_one_and_not_a_flood(lin, narrative):
    sweep(at_school("2026-10-01T10:00:00"))
    sweep(at_school("2026-10-06T10:00:00"))

    assert offsets_told() == [7, 1]


def test_newer_reminder_replaces_the_unread_older_one(lin, narrative):
    sweep(at_school("2026-09-30T10:00:00"))
    sweep(at_school("2026-10-06T10:00:00"))

    assert [notice.key.split(":")[-2] for notice in Notice.objects.standing()] == ["1"]
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == [
        "withdrawn",
        "pending",
    ]


def test_deadline_moved_later_withdraws_what_waits_and_starts_anew(lin, narrative):
    sweep(at_school("2026-10-06T22:00:00"))
    narrative.due_at = at_school("2026-10-21T18:00:00")
    narrative.save()

    sweep(at_school("2026-10-06T22:10:00"))
    sweep(at_school("2026-10-14T08:00:00"))

    assert offsets_told() == [1, 7]
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == [
        "withdrawn",
        "pending",
    ]


def test_deadline_moved_and_moved_back_is_not_missed(lin, narrative):
    due_at = narrative.due_at
    sweep(at_school("2026-10-05T22:00:00"))
    narrative.due_at = at_school("2026-12-21T18:00:00")
    narrative.save()
    sweep(at_school("2026-10-05T22:10:00"))
    narrative.due_at = due_at
    narrative.save()

    sweep(at_school("2026-10-05T22:20:00"))

    assert offsets_told() == [3]
    assert Delivery.objects.get().state == "pending"


def test_deadline_moved_earlier_catches_up_with_one(lin, narrative):
    narrative.due_at = at_school("2026-12-21T18:00:00")
    narrative.save()
    sweep(at_school("2026-10-06T09:00:00"))
    narrative.due_at = at_school("2026-10-08T18:00:00")
    narrative.save()

    sweep(at_school("2026-10-06T09:10:00"))

    assert offsets_told() == [3]


@pytest.mark.parametrize(
    ("swept", "sent"),
    [
        ("2026-09-30T00:00:00", "2026-09-30T07:30:00"),
        ("2026-09-30T12:34:00", "2026-09-30T12:34:00"),
        ("2026-09-30T20:30:00", "2026-10-01T07:30:00"),
        ("2026-10-03T12:00:00", "2026-10-05T07:30:00"),
        ("2026-10-07T00:10:00", "2026-10-07T07:30:00"),
    ],
    ids=["before hours", "within hours", "after hours", "on a rest day", "on the due day"],
)
def test_mail_leaves_within_hours_of_working_days(lin, narrative, swept, sent):
    sweep(at_school(swept))

    assert Delivery.objects.get().send_after == at_school(sent)


def test_on_the_due_day_even_a_rest_day_and_the_evening_will_do(lin, term):
    Requirement.objects.create(
        term=term, kind="education_narrative", count=1, due_at=at_school("2026-10-11T23:59:00")
    )

    sweep(at_school("2026-10-11T21:00:00"))

    assert Delivery.objects.get().send_after == at_school("2026-10-11T21:00:00")


def test_offset_on_a_rest_day_moves_to_the_working_day_before(lin, term):
    Requirement.objects.create(
        term=term, kind="lesson_reflection", count=2, every_weeks=1, offsets="1,0"
    )

    sweep(at_school("2026-09-04T00:00:00"))

    assert offsets_told() == [1]
    assert Delivery.objects.get().send_after == at_school("2026-09-04T07:30:00")


def test_holiday_of_the_calendar_is_no_working_day(lin, narrative):
    CalendarDay.objects.create(
        date=date(2026, 9, 30), kind="holiday", is_working=False, name="校庆"
    )

    sweep(at_school("2026-09-29T00:00:00"))

    assert offsets_told() == [7]
    assert Delivery.objects.get().send_after == at_school("2026-09-29T07:30:00")


def test_missed_weeks_of_the_past_are_not_brought_up_all_at_once(lin, term):
    Requirement.objects.create(
        term=term, kind="lesson_reflection", count=2, every_weeks=1, offsets="1,0"
    )

    sweep(at_school("2026-11-18T09:00:00"))

    assert len(keys_told()) == 2


def test_met_in_between_is_not_mailed_even_without_another_sweep(
    lin, term, narrative, time_machine
):
    sweep(at_school("2026-10-05T22:00:00"))
    file_narrative(lin, term)
    time_machine.move_to("2026-10-06T07:31:00+08:00")

    assert send_due() == 0
    assert mail.outbox == []
    assert Delivery.objects.get().state == "withdrawn"


def test_person_away_by_the_roster_is_not_reminded(lin, narrative):
    lin.status = "on_leave"
    lin.save()

    sweep(at_school("2026-10-05T09:00:00"))

    assert not Notice.objects.exists()


def test_second_reminder_of_a_day_waits_for_the_next_digest(lin, term, narrative, time_machine):
    time_machine.move_to("2026-10-05T08:00:00+08:00")
    sweep()
    send_due()
    Requirement.objects.create(
        term=term, kind="case", count=1, due_at=at_school("2026-10-09T18:00:00")
    )
    time_machine.move_to("2026-10-05T10:00:00+08:00")

    sweep()

    waiting = Delivery.objects.get(state="pending")
    assert waiting.send_after == at_school("2026-10-06T07:30:00")
    assert len(mail.outbox) == 1


def test_reminder_speaks_the_readers_language(lin, narrative, time_machine):
    time_machine.move_to("2026-10-05T08:00:00+08:00")
    lin.language = "en"
    lin.save()

    sweep()
    send_due()

    assert mail.outbox[0].subject == "Due 7 October 2026 18:00: Education narrative"


def test_sweep_costs_the_same_for_many_people(
    lin, narrative, chinese, django_assert_max_num_queries
):
    from tests.factories import UserFactory

    UserFactory.create_batch(40, in_group=chinese)

    with django_assert_max_num_queries(25):
        sweep(at_school("2026-10-05T09:00:00"))

    assert Notice.objects.count() == 41
