"""Asking for long work: a row with its cause, and a bell that may be lost."""

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from portal.jobs import tasks
from portal.jobs.models import Job
from portal.jobs.queue import enqueue_job


@pytest.fixture
def bell(monkeypatch):
    rung = []
    monkeypatch.setattr(tasks.run_due_jobs, "apply_async", lambda **options: rung.append(options))
    return rung


def test_job_waits_for_a_worker(chore, lin):
    job = enqueue_job(chore, owner=lin, params={"term": 3})

    job.refresh_from_db()
    assert (job.state, job.owner, job.params, job.attempts) == ("queued", lin, {"term": 3}, 0)


def test_unknown_kind_is_refused_at_once(lin):
    with pytest.raises(KeyError, match="no job kind 'nothing'"):
        enqueue_job("nothing", owner=lin)

    assert not Job.objects.exists()


def test_bell_rings_once_the_cause_is_committed(
    chore, lin, bell, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_job(chore, owner=lin)
        rung_before_commit = list(bell)

    assert rung_before_commit == []
    assert len(bell) == 1


def test_job_vanishes_with_its_cause(chore, lin, bell, django_capture_on_commit_callbacks):
    @transaction.atomic
    def fail_after_asking():
        enqueue_job(chore, owner=lin)
        raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        fail_after_asking()

    assert not Job.objects.exists()
    assert bell == []


@pytest.fixture(params=[OperationalError("down"), ConnectionRefusedError("down")], ids=str)
def broken_bell(request, monkeypatch):
    def refuse(**options):
        raise request.param

    monkeypatch.setattr(tasks.run_due_jobs, "apply_async", refuse)


def test_lost_bell_is_only_logged(
    chore, lin, broken_bell, caplog, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_job(chore, owner=lin)

    assert Job.objects.open().count() == 1
    assert [record.message for record in caplog.records] == ["job_bell_lost"]
