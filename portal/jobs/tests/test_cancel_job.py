"""Calling work off: at once while it waits, at the next report while it runs."""

from datetime import timedelta

import pytest

from portal import clock
from portal.jobs.models import Job
from portal.jobs.queue import cancel_job, enqueue_job
from portal.jobs.run import run_due_jobs, take_job
from portal.refusal import Refused


def test_waiting_job_is_cancelled_at_once(chore, lin):
    job = cancel_job(enqueue_job(chore, owner=lin), by=lin)

    assert (job.state, job.ended_at is not None) == ("cancelled", True)
    assert run_due_jobs() == 0


def test_running_job_stops_at_its_next_report(kind_running, lin):
    def run(job):
        cancel_job(job.job, by=lin)
        job.progress(1, 2)
        raise AssertionError("unreached")

    job = enqueue_job(kind_running(run), owner=lin)
    run_due_jobs()

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("cancelled", 1)


def test_cancelled_work_commits_nothing(kind_running, lin):
    def run(job):
        cancel_job(job.job, by=lin)
        with job.commit():
            job.owner.remark = "too late"
            job.owner.save(update_fields=["remark"])

    job = enqueue_job(kind_running(run), owner=lin)
    run_due_jobs()

    job.refresh_from_db()
    lin.refresh_from_db()
    assert (job.state, lin.remark) == ("cancelled", "")


def test_cancelled_job_of_a_dead_worker_is_not_run_again(chore, lin):
    job = enqueue_job(chore, owner=lin)
    take_job()
    cancel_job(job, by=lin)

    assert take_job(at=clock.now() + timedelta(hours=1)) is None
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("cancelled", 1)


def test_cancelling_twice_does_no_harm(chore, lin):
    job = enqueue_job(chore, owner=lin)

    assert cancel_job(job, by=lin).ended_at == cancel_job(job, by=lin).ended_at


def test_finished_job_cannot_be_cancelled(chore, lin):
    job = enqueue_job(chore, owner=lin)
    run_due_jobs()

    with pytest.raises(Refused) as refusal:
        cancel_job(job, by=lin)

    assert refusal.value.code == "job_ended"
    assert Job.objects.get().state == "done"
