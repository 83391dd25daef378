"""Results are kept seven days, then their files go and the rows stay."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from portal.jobs.cleanup import remove_old_results
from portal.jobs.queue import enqueue_job
from portal.jobs.run import run_due_jobs


@pytest.fixture
def finished(kind_running, lin):
    job = enqueue_job(kind_running(lambda job: job.finish(b"x", "x.csv")), owner=lin)
    run_due_jobs()
    job.refresh_from_db()
    return job


def test_result_goes_after_seven_days(finished):
    name = finished.result.name

    removed = remove_old_results(at=finished.ended_at + timedelta(days=7, seconds=1))

    finished.refresh_from_db()
    assert removed == 1
    assert not default_storage.exists(name)
    assert (finished.state, finished.result_name, bool(finished.result)) == ("done", "x.csv", False)
    assert finished.result_was_removed


def test_result_stays_until_then(finished):
    assert remove_old_results(at=finished.ended_at + timedelta(days=7)) == 0
    assert default_storage.exists(finished.result.name)


def test_files_of_commits_rolled_back_go_with_it(finished):
    orphan = default_storage.save(f"jobs/{finished.uid.hex}/orphan", ContentFile(b"half"))

    remove_old_results(at=finished.ended_at + timedelta(days=8))

    assert not default_storage.exists(orphan)


def test_removing_twice_does_no_harm(finished):
    later = finished.ended_at + timedelta(days=8)
    remove_old_results(at=later)

    assert remove_old_results(at=later) == 0
