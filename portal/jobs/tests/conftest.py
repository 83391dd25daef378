"""A kind of job that each test fills with what it shall do."""

import pytest

from portal.access import SIGNED_IN
from portal.jobs.kinds import JobKind, job_kinds


@pytest.fixture
def kind_running():
    """`kind_running(run)` registers a kind for this test and returns its slug."""

    def register(run, **fields):
        kind = JobKind(slug="chore", label="Chore", run=run, permission=SIGNED_IN, **fields)
        return job_kinds.register(kind).slug

    yield register
    job_kinds.unregister("chore")


@pytest.fixture
def chore(kind_running):
    """A kind that does nothing."""
    return kind_running(lambda job: None)
