"""Taking a job: one worker at a time, under a lease and a fencing number."""

from datetime import timedelta

import pytest

from portal import clock
from portal.jobs.models import Job
from portal.jobs.queue import enqueue_job
from portal.jobs.run import ATTEMPTS_AT_MOST, take_job
from portal.jobs.running import LostLease, RunningJob
from portal.people.models import User


@pytest.fixture
def job(chore, lin):
    return enqueue_job(chore, owner=lin)


def test_taken_job_is_held_under_a_lease(job, settings):
    at = clock.now()

    taken = take_job(at=at)

    assert (taken.pk, taken.state, taken.fence, taken.attempts) == (job.pk, "running", 1, 1)
    assert taken.lease_until == at + settings.PORTAL_JOB_LEASE
    assert taken.started_at == at


def test_held_job_is_not_taken_again(job):
    take_job()

    assert take_job() is None


def test_oldest_job_goes_first(job, chore, lin):
    enqueue_job(chore, owner=lin)

    assert take_job().pk == job.pk


def test_job_of_a_dead_worker_is_taken_when_its_lease_ran_out(job, settings):
    first = take_job()
    later = first.lease_until + timedelta(seconds=1)

    second = take_job(at=later)

    assert (second.pk, second.fence, second.attempts) == (job.pk, 2, 2)
    assert second.started_at == first.started_at


def test_stalled_worker_that_wakes_late_cannot_write(job, lin):
    stalled = RunningJob(take_job())
    take_job(at=stalled.job.lease_until + timedelta(seconds=1))

    with pytest.raises(LostLease), stalled.commit():
        User.objects.update(remark="written by the stalled worker")
    with pytest.raises(LostLease):
        stalled.progress(1, 1)
    with pytest.raises(LostLease):
        stalled.finish(b"late", "late.txt")

    lin.refresh_from_db()
    job.refresh_from_db()
    assert lin.remark == ""
    assert (job.state, job.fence, job.progress_done, bool(job.result)) == ("running", 2, 0, False)


def test_job_that_kills_its_workers_is_given_up(job):
    Job.objects.update(attempts=ATTEMPTS_AT_MOST)

    assert take_job() is None
    job.refresh_from_db()
    assert (job.state, bool(job.message), bool(job.ended_at)) == ("failed", True, True)


def test_ended_job_is_never_taken(job):
    Job.objects.update(state=Job.State.DONE, lease_until=clock.now() - timedelta(days=1))

    assert take_job() is None
