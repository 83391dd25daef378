"""The cast of every test, and the school they work at.

lin is a teacher of Chinese; zhou leads Lin's group; wu is the research
office; qian teaches in another group, which tang leads; sun is the principal;
admin is the administrator; guest is an external expert.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import settings as hypothesis_settings

from portal.people.models import Role
from tests import factories, migrated_rows, services

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
SCHOOL_FILES = Path(__file__).resolve().parent.parent / "shared" / "data"


def pytest_collection_modifyitems(config, items):
    """Leave out what is not about this run: the other database, files no machine can install."""
    out = set()
    if connection.vendor != "postgresql":
        out.add("on_postgresql")
    if not SCHOOL_FILES.is_dir():
        out.add("school_files")
    left_out = [item for item in items if any(mark.name in out for mark in item.iter_markers())]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """With REQUIRE_ALL=1 a test that is skipped for want of a server has failed."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL=1 and yet {reason}"
    return report


@pytest.fixture
def postgres_url():
    """A new PostgreSQL database of this test's own."""
    with services.scratch_postgres() as url:
        yield url


@pytest.fixture
def redis_server():
    """Redis, empty, and nobody else's while the test lasts."""
    with services.scratch_redis() as client:
        yield client


@pytest.fixture(scope="session")
def chromium():
    return services.chromium_path()


# A slow moment of the machine is no fault of the code under test.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _empty_cache():
    """What one test kept in the cache is not there for the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _rows_of_migrations(request):
    """A test that empties the database takes away what migrations brought: bring it again."""
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        request.getfixturevalue("_django_db_helper")
        migrated_rows.bring_back()


@pytest.fixture
def term(db):
    """The first term of 2026–2027: 20 weeks from Tuesday 1 September, current."""
    return factories.TermFactory()


@pytest.fixture
def chinese(db):
    return factories.GroupFactory(name="语文教研组")


@pytest.fixture
def maths(db):
    return factories.GroupFactory(name="数学教研组")


@pytest.fixture
def lin(chinese):
    return factories.UserFactory(staff_number="1001", name="林晓", in_group=chinese)


@pytest.fixture
def zhou(chinese):
    return factories.UserFactory(staff_number="1002", name="周静", leads=chinese)


@pytest.fixture
def wu(db):
    return factories.UserFactory(staff_number="1003", name="吴敏", role=Role.RESEARCH_OFFICE)


@pytest.fixture
def qian(maths):
    return factories.UserFactory(staff_number="1004", name="钱进", in_group=maths)


@pytest.fixture
def tang(maths):
    return factories.UserFactory(staff_number="1005", name="唐宁", leads=maths)


@pytest.fixture
def sun(db):
    return factories.UserFactory(staff_number="1006", name="孙立", role=Role.PRINCIPAL)


@pytest.fixture
def admin(db):
    return factories.UserFactory(
        staff_number="1007", name="管伟", role=Role.ADMINISTRATOR, is_staff=True, is_superuser=True
    )


@pytest.fixture
def guest(db):
    return factories.UserFactory(
        staff_number="x001", name="客知远", role=Role.EXPERT, is_teacher=False
    )


@pytest.fixture
def sixth_week(term, time_machine):
    """Wednesday of week 6, ten in the morning at school."""
    time_machine.move_to("2026-10-07T10:00:00+08:00", tick=False)
    return date(2026, 10, 7)
