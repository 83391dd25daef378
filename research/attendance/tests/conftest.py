"""The meeting of these tests: Zhou leads it, Lin and a colleague are expected."""

import pytest

from research.attendance.tests.factories import ClubMeetingFactory
from tests.factories import UserFactory


@pytest.fixture
def colleague(chinese):
    return UserFactory(staff_number="1010", name="何苗", in_group=chinese)


@pytest.fixture
def meeting(term, zhou, lin, colleague, time_machine):
    time_machine.move_to("2026-10-07T13:50:00+08:00", tick=False)
    return ClubMeetingFactory(author=zhou, expected=[lin, colleague, zhou])
