"""Running jobs: progress, the one commit, and the ways a job ends."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils.translation import gettext_lazy

from portal import clock
from portal.jobs.kinds import JobKind, job_kinds
from portal.jobs.models import Job
from portal.jobs.queue import enqueue_job
from portal.jobs.run import run_due_jobs, run_job, take_job
from portal.jobs.running import RunningJob
from portal.refusal import Refused


def run_one(slug, owner, **params):
    job = enqueue_job(slug, owner=owner, params=params)
    run_due_jobs()
    job.refresh_from_db()
    return job


def test_everything_due_is_run_in_turn(kind_running, lin):
    done = []
    slug = kind_running(lambda job: done.append(job.params["n"]))
    for number in (1, 2, 3):
        enqueue_job(slug, owner=lin, params={"n": number})

    assert run_due_jobs() == 3
    assert done == [1, 2, 3]
    assert run_due_jobs() == 0


def test_result_and_outcome_are_kept_with_the_work(kind_running, lin):
    def run(job):
        with job.commit():
            job.owner.remark = "worked"
            job.owner.save(update_fields=["remark"])
            job.finish(b"a,b", "rows.csv", {"rows": 2})

    job = run_one(kind_running(run), lin)

    assert (job.state, job.outcome, job.result_name) == ("done", {"rows": 2}, "rows.csv")
    assert job.result.read() == b"a,b"
    assert "rows" not in job.result.name
    assert job.ended_at is not None


def test_work_without_finish_is_done_when_it_returns(chore, lin):
    assert run_one(chore, lin).state == "done"


def test_error_inside_the_commit_leaves_nothing(kind_running, lin):
    def run(job):
        with job.commit():
            job.owner.remark = "half"
            job.owner.save(update_fields=["remark"])
            job.finish(outcome={"rows": 1})
            raise ZeroDivisionError

    job = run_one(kind_running(run), lin)

    lin.refresh_from_db()
    assert (job.state, job.outcome, lin.remark) == ("queued", {}, "")


def test_unexpected_error_is_tried_three_times_then_told_in_words(
    kind_running, lin, time_machine, caplog
):
    def run(job):
        raise ZeroDivisionError

    job = run_one(kind_running(run), lin)
    states = [job.state]
    for _attempt in (2, 3):
        time_machine.move_to(clock.now() + timedelta(minutes=5))
        run_due_jobs()
        job.refresh_from_db()
        states.append(job.state)

    assert states == ["queued", "queued", "failed"]
    assert job.message
    assert "ZeroDivisionError" not in job.message
    errors = [record for record in caplog.records if record.message == "job_error"]
    assert [record.exc_info[0] for record in errors] == [ZeroDivisionError] * 3


def test_failed_attempt_rests_before_the_next(kind_running, lin):
    def run(job):
        raise ZeroDivisionError

    run_one(kind_running(run), lin)

    assert run_due_jobs() == 0


def test_refusal_fails_at_once_in_its_own_words(kind_running, lin):
    def run(job):
        raise Refused("term_sealed", gettext_lazy("The term is sealed."))

    job = run_one(kind_running(run), lin)

    assert (job.state, job.message, job.attempts) == ("failed", "The term is sealed.", 1)


def test_right_lost_meanwhile_is_noticed_when_the_job_runs(lin):
    ran = []
    kind = JobKind("import", "Import", ran.append, permission="people.staff.import")
    job_kinds.register(kind)

    job = run_one("import", lin)

    job_kinds.unregister("import")
    assert (job.state, ran) == ("failed", [])


def test_progress_moves_and_renews_the_lease(kind_running, lin, time_machine, settings):
    seen = []

    def run(job):
        time_machine.shift(30)
        job.progress(40, 100, "Reading rows")
        row = Job.objects.get(pk=job.job.pk)
        seen.append((row.progress_done, row.progress_total, row.message))
        seen.append(row.lease_until == clock.now() + settings.PORTAL_JOB_LEASE)

    time_machine.move_to("2026-10-07T10:00:00+08:00", tick=False)
    run_one(kind_running(run), lin)

    assert seen == [(40, 100, "Reading rows"), True]


def test_reporting_every_row_costs_few_queries(kind_running, lin, django_assert_max_num_queries):
    def run(job):
        for row in range(2000):
            job.progress(row, 2000)

    enqueue_job(kind_running(run), owner=lin)

    with django_assert_max_num_queries(30):
        run_due_jobs()


def test_progress_inside_the_commit_is_seen_through_the_cache(kind_running, lin):
    seen = []

    def run(job):
        with job.commit():
            job.progress(7, 9, "Writing")
            seen.append(cache.get(job.job.progress_key))
            job.finish()

    run_one(kind_running(run), lin)

    assert seen == [{"progress_done": 7, "progress_total": 9, "message": "Writing"}]


def test_words_are_in_the_language_of_the_owner(kind_running, lin):
    said = []
    lin.language = "en"
    lin.save(update_fields=["language"])
    slug = kind_running(lambda job: said.append(str(gettext_lazy("Running"))))

    run_one(slug, lin)

    assert said == ["Running"]


def test_worker_that_lost_the_job_ends_quietly(kind_running, lin):
    def run(job):
        take_job(at=clock.now() + timedelta(hours=1))
        with job.commit():
            job.finish(outcome={"by": "the stalled one"})

    enqueue_job(kind_running(run), owner=lin)
    held = take_job()
    run_job(held)

    held.refresh_from_db()
    assert (held.state, held.fence, held.outcome) == ("running", 2, {})


@pytest.mark.django_db(transaction=True)
def test_long_work_without_a_report_keeps_its_lease(kind_running, lin, settings, tmp_path):
    settings.PORTAL_JOB_LEASE = timedelta(seconds=0.3)
    beats = threading.Event()
    original = Job.objects.filter

    def run(job):
        first = original(pk=job.job.pk).get().lease_until
        for _wait in range(40):
            if original(pk=job.job.pk).get().lease_until > first:
                beats.set()
                break
            threading.Event().wait(0.05)

    job = run_one(kind_running(run), lin)

    assert beats.is_set()
    assert job.state == "done"


def test_finishing_twice_is_refused(kind_running, lin):
    errors = []

    def run(job):
        job.finish(outcome={"first": 1})
        try:
            job.finish(outcome={"second": 1})
        except Exception as error:  # noqa: BLE001 - the test shows which one it is
            errors.append(type(error).__name__)

    job = run_one(kind_running(run), lin)

    assert (errors, job.outcome) == (["LostLease"], {"first": 1})


def test_holder_is_known_by_its_fence(chore, lin):
    enqueue_job(chore, owner=lin)

    assert RunningJob(take_job()).fence == 1
