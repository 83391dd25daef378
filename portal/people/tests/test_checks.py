"""System checks: a demonstration never runs beside a real school's data."""

import pytest

from portal.people.checks import check_demo_is_embedded, check_second_factor_policy


@pytest.mark.parametrize(
    ("demo", "url", "found"),
    [
        (True, "postgres://db/portal", ["people.E001"]),
        (False, "postgres://db/portal", []),
        (True, "", []),
        (True, "sqlite:///var/demo.sqlite3", []),
    ],
)
def test_demo_is_refused_beside_a_real_database(settings, demo, url, found):
    settings.PORTAL_DEMO, settings.DATABASE_URL = demo, url

    assert [message.id for message in check_demo_is_embedded()] == found


def test_unknown_role_in_the_policy_is_noticed(settings):
    settings.PORTAL_MFA_REQUIRED_ROLES = ["principal", "janitor"]

    [warning] = check_second_factor_policy()

    assert (warning.id, "janitor" in warning.msg) == ("people.W001", True)
