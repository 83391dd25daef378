"""Eighty people sign in within a minute: twenty of them at any moment, on PostgreSQL.

All are in, once each; nobody fails or waits for another's lock beyond the first.
"""

import threading
import time

import pytest
from django.db import connection

from portal import clock
from portal.people.models import User
from portal.records.models import Part, Participation
from research.activities.tests.factories import ActivityFactory
from research.attendance.models import Attendance, How, Stage
from research.attendance.sign_in import sign_in
from research.attendance.tests.factories import ClubMeetingFactory
from tests.factories import GroupFactory, UserFactory
from tests.toy.models import ClubMeeting

PEOPLE, AT_ONCE = 80, 20

pytestmark = [pytest.mark.on_postgresql, pytest.mark.django_db(transaction=True)]


class Crowd:
    """Twenty phones that sign in whoever is next, each over its own connection."""

    def __init__(self, meeting, people):
        self.meeting, self.waiting = meeting, list(people)
        self.seconds, self.failures = [], []

    def come(self):
        threads = [threading.Thread(target=self._sign_in_some) for _n in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)

    def _sign_in_some(self):
        try:
            while self.waiting:
                self._sign_in(self.waiting.pop())
        except Exception as failure:  # noqa: BLE001 - the test tells them
            self.failures.append(failure)
        finally:
            connection.close()

    def _sign_in(self, person_id):
        began = time.monotonic()
        meeting = type(self.meeting).objects.get(pk=self.meeting.pk)
        sign_in(meeting, User.objects.get(pk=person_id), at=clock.now(), how=How.QR)
        self.seconds.append(time.monotonic() - began)


@pytest.fixture
def crowd(db):
    people = [UserFactory(password="x").pk for _person in range(PEOPLE)]
    meeting = ClubMeetingFactory(
        author=User.objects.get(pk=people[0]),
        expected=people[: PEOPLE // 2],
        starts_at=clock.now(),
    )
    return Crowd(meeting, people)


def test_everybody_is_in_once(crowd):
    crowd.come()

    assert crowd.failures == []
    assert Attendance.objects.of(crowd.meeting).counted().count() == PEOPLE
    assert Participation.objects.filter(part=Part.ATTENDEE).count() == PEOPLE
    assert ClubMeeting.objects.get().stage == Stage.HELD
    assert max(crowd.seconds) < 10


def test_group_activity_is_held_by_the_first_of_them(crowd):
    """Its own app locks it for the first sign-in; nobody waits for long."""
    author = User.objects.get(pk=crowd.waiting[0])
    author.main_group = GroupFactory()
    author.save()
    crowd.meeting = ActivityFactory(author=author, starts_at=clock.now())

    crowd.come()

    crowd.meeting.refresh_from_db()
    assert crowd.failures == []
    assert crowd.meeting.stage == Stage.HELD
    assert Attendance.objects.of(crowd.meeting).counted().count() == PEOPLE
    assert max(crowd.seconds) < 10


def test_one_person_on_many_phones_is_in_once(crowd):
    crowd.waiting = [crowd.waiting[-1]] * PEOPLE

    crowd.come()

    assert crowd.failures == []
    assert Attendance.objects.of(crowd.meeting).counted().count() == 1
    assert Participation.objects.filter(part=Part.ATTENDEE).count() == 1
