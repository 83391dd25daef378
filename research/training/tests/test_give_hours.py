"""Several sessions make one training, and each person is credited once for it."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.notices.models import Notice
from portal.refusal import Refused
from research.attendance.models import Attendance
from research.attendance.sign_in import sign_in
from research.training.give_hours import cancel_session, give_hours, invite
from research.training.ledger import year_of
from research.training.models import HourEntry, TrainingSession
from research.training.tests.factories import SessionFactory, TrainingFactory
from tests.forms import fields_of

AHEAD = datetime.fromisoformat("2026-10-14T14:00+08:00")
pytestmark = pytest.mark.usefixtures("sixth_week")


@pytest.fixture
def training(wu):
    return TrainingFactory(created_by=wu)


def credited():
    return dict(HourEntry.objects.values_list("person__name", "hours"))


def test_everybody_gets_the_hours_of_the_sessions_they_attended(training, lin, qian, wu):
    SessionFactory(training=training, came=[lin, qian])
    SessionFactory(training=training, came=[lin], hours=Decimal("1.5"))

    assert give_hours(training, by=wu) == 2
    assert credited() == {"林晓": Decimal("3.5"), "钱进": Decimal(2)}


def test_giving_twice_changes_nothing_and_tells_once(training, lin, wu):
    SessionFactory(training=training, came=[lin])

    give_hours(training, by=wu)
    give_hours(training, by=wu)

    assert credited() == {"林晓": Decimal(2)}
    assert Notice.objects.filter(type="hours_given").count() == 1


def test_giving_again_follows_corrected_attendance(training, lin, qian, wu):
    session = SessionFactory(training=training, came=[lin])
    give_hours(training, by=wu)
    Attendance.objects.filter(record_id=session.pk).update(status="absent", signed_at=None)
    Attendance.objects.create(
        record_id=session.pk, person=qian, status="present", signed_at=session.starts_at
    )

    give_hours(training, by=wu)

    assert credited() == {"钱进": Decimal(2)}


def test_cancelled_sessions_give_nothing(training, lin, wu):
    SessionFactory(training=training, came=[lin])
    SessionFactory(training=training, came=[lin], stage="cancelled")
    TrainingSession.objects.filter(pk=training.sessions.last().pk).update(stage="cancelled")

    give_hours(training, by=wu)

    assert credited() == {"林晓": Decimal(2)}


def test_no_hours_while_a_session_lies_ahead(training, lin, wu):
    SessionFactory(training=training, came=[lin])
    SessionFactory(training=training, starts_at=AHEAD)

    with pytest.raises(Refused) as refusal:
        give_hours(training, by=wu)

    assert refusal.value.code == "not_over"


def test_no_hours_where_nobody_came(training, lin, wu):
    SessionFactory(training=training, expected=[lin])

    with pytest.raises(Refused) as refusal:
        give_hours(training, by=wu)

    assert refusal.value.code == "nobody_came"


def test_whoever_is_expected_is_told_once_and_stands_on_the_list(training, lin, qian):
    session = SessionFactory(training=training, starts_at=AHEAD)

    invite(training, [lin, qian])
    invite(training, [lin])

    assert [a.person for a in Attendance.objects.of(session)] == [lin]
    assert Notice.objects.filter(type="training_announced", person=lin).count() == 1


def test_a_planned_session_is_forecast(training, lin):
    SessionFactory(training=training, starts_at=AHEAD, expected=[lin])

    assert year_of(lin, 2026).forecast.counted == 2


def test_signing_in_makes_it_held(training, lin):
    session = SessionFactory(training=training, expected=[lin])

    sign_in(session, lin, at=session.starts_at, how="qr")

    session.refresh_from_db()
    assert session.stage == "held"


def test_a_session_is_cancelled_with_words(training, wu):
    session = SessionFactory(training=training, starts_at=AHEAD)

    cancel_session(session, by=wu, reason="专家临时有事")

    session.refresh_from_db()
    assert (session.stage, session.stage_reason) == ("cancelled", "专家临时有事")


def test_the_office_plans_from_its_pages(client, wu, lin, chinese):
    client.force_login(wu)
    page = client.post(
        reverse("training:training_new"),
        {"title": "信息技术应用", "category": "technology", "level": "school"},
    )
    url = f"{reverse('training:training_session_new')}?training={page['Location'].split('/')[-2]}"
    fields = fields_of(client.get(url), having="starts_at") | {
        "starts_at": "2026-10-14T14:00",
        "ends_at": "2026-10-14T16:00",
        "place": "报告厅",
        "hours": "2",
        "then": "draft",
    }

    response = client.post(url, fields)

    session = TrainingSession.objects.get()
    assert response["Location"] == session.get_absolute_url()
    assert (session.title, session.stage, session.is_announced) == (
        "信息技术应用",
        "announced",
        True,
    )
    client.post(
        reverse("training:training_invite", args=[session.training_id]), {"groups": [chinese.pk]}
    )
    assert [a.person for a in Attendance.objects.of(session)] == [lin]
    assert client.get(session.training.get_absolute_url()).status_code == 200


def test_a_credited_session_stands_in_the_archive_of_who_was_there(client, training, lin, wu):
    session = SessionFactory(training=training)
    sign_in(session, lin, at=session.starts_at, how="qr")
    give_hours(training, by=wu)
    client.force_login(lin)

    page = client.get(reverse("archive:archive", args=[lin.pk])).content.decode()

    assert session.get_absolute_url() in page
