"""A member of staff: roles, groups and years of service."""

from datetime import date

import pytest

from portal.people.models import Role
from tests.factories import UserFactory


def test_roles_are_those_granted_today(wu, lin):
    assert wu.roles == {Role.RESEARCH_OFFICE}
    assert lin.roles == frozenset()


def test_leader_leads_the_group(zhou, lin, chinese):
    assert zhou.led_group_ids == [chinese.pk]
    assert lin.led_group_ids == []


@pytest.mark.parametrize(
    ("since", "on", "years"),
    [
        (date(2016, 8, 1), date(2026, 9, 1), 10),
        (date(2016, 9, 1), date(2026, 8, 31), 9),
        (date(2016, 10, 1), date(2026, 9, 1), 9),
        (date(2026, 9, 1), date(2026, 10, 1), 0),
    ],
)
@pytest.mark.django_db
def test_years_of_service_count_at_the_first_of_september(since, on, years):
    person = UserFactory(taught_since=since)

    assert person.years_of_service(on) == years
