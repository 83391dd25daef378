"""What a load balancer and a monitor ask."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from portal import clock
from portal.jobs import health


@pytest.fixture
def beat(db):
    """A beat that beat just now."""
    often = IntervalSchedule.objects.create(every=30, period=IntervalSchedule.SECONDS)
    task = PeriodicTask.objects.create(name="t", task="t", interval=often)
    PeriodicTask.objects.update(last_run_at=clock.now())
    return task


def test_process_answers_without_the_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_ready_when_everything_answers(client, beat):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": "ok", "broker": "ok", "beat": "ok"}
    assert response["Cache-Control"] == "no-store"


def test_not_ready_when_the_beat_stands_still(client, beat):
    PeriodicTask.objects.update(last_run_at=clock.now() - timedelta(minutes=16))

    response = client.get("/readyz")

    assert (response.status_code, response.json()["beat"]) == (503, "down")


def test_not_ready_before_the_first_beat(client, db):
    assert client.get("/readyz").json()["beat"] == "down"


def test_not_ready_without_a_broker(client, beat, monkeypatch):
    def refuse():
        raise ConnectionRefusedError

    monkeypatch.setitem(health.CHECKS, "broker", refuse)

    assert client.get("/readyz").json() == {"database": "ok", "broker": "down", "beat": "ok"}


def test_not_ready_without_a_database(client, beat, monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setitem(health.CHECKS, "database", refuse)

    assert client.get("/readyz").status_code == 503
