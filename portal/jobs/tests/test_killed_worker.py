"""A job ends exactly once: workers killed, stopped and bereft of their broker.

Real processes on a database of their own: SQLite as `make demo` has it, and
PostgreSQL with Redis as a school has it (docs/architecture.md, "Work that
outlives a request").
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from celery import Celery

from tests import services

LEASE_SECONDS = 2
TOO_LONG_SECONDS = 400
WORKER_OPTIONS = ("--pool", "solo", "-l", "warning", "--without-mingle", "--without-gossip")


@dataclass
class School:
    """A migrated database, and the worker processes this test started on it."""

    env: dict[str, str]
    broker: Celery | None = None
    workers: list[subprocess.Popen] = field(default_factory=list)

    def call(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            check=False,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=900,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def query(self, sql: str) -> list[tuple]:
        with psycopg.connect(self.env["DATABASE_URL"], autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def enqueue(self, **params) -> None:
        """A job whose bell was never heard."""
        self.query(
            "INSERT INTO jobs_job (uid, kind, owner_id, state, params, progress_done,"
            " progress_total, message, outcome, result, result_name, cancel_requested, attempts,"
            " fence, created_at) SELECT gen_random_uuid(), 'errand', id, 'queued',"
            f" '{json.dumps(params)}', 0, 0, '', '{{}}', '', '', false, 0, 0, now()"
            " FROM people_user"
        )

    def start_worker(self) -> subprocess.Popen:
        command = [*["-m", "celery", "-A", "portal.jobs.tests.errand", "worker"], *WORKER_OPTIONS]
        worker = subprocess.Popen(
            [sys.executable, *command], env=self.env, stderr=subprocess.DEVNULL
        )
        self.workers.append(worker)
        return worker

    def ring(self) -> None:
        self.broker.send_task("portal.jobs.tasks.run_due_jobs", ignore_result=True)

    def open_jobs(self) -> int:
        return self.query("SELECT count(*) FROM jobs_job WHERE state IN ('queued', 'running')")[0][
            0
        ]

    def wait_until(self, condition, *, ring: bool = True) -> None:
        """Ring as the beat would, twice a second, until it holds."""
        end = time.monotonic() + TOO_LONG_SECONDS
        while not condition():
            assert time.monotonic() < end, self.query("SELECT state, fence, message FROM jobs_job")
            if ring:
                self.ring()
            time.sleep(0.5)

    def effects(self) -> list[tuple]:
        """(state, rows of the job's one commit) for each job."""
        return self.query(
            "SELECT state, (SELECT count(*) FROM errand_effect WHERE job = jobs_job.id)"
            " FROM jobs_job ORDER BY id"
        )


def environment(tmp_path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PORTAL_VAR_DIR": str(tmp_path),
        "SECRET_KEY": "only-for-tests",
        "PYTHONPATH": str(Path.cwd()),
        **more,
    }


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """The environment of a school on PostgreSQL and Redis, migrated once for this module."""
    with services.scratch_postgres() as url:
        env = environment(
            tmp_path_factory.mktemp("school"),
            DATABASE_URL=url,
            REDIS_URL=services.REDIS,
            PORTAL_JOB_LEASE_SECONDS=str(LEASE_SECONDS),
        )
        School(env).call("manage.py", "migrate", "-v0")
        School(env).call("-c", "from portal.jobs.tests import errand; errand.prepare_database()")
        yield env


@pytest.fixture
def school(production, redis_server):
    school = School(production, Celery(broker=services.REDIS))
    yield school
    for worker in school.workers:
        worker.kill()
        worker.wait()
    school.broker.close()
    school.query("DELETE FROM errand_effect; DELETE FROM jobs_job")


def test_death_at_any_statement_on_sqlite(tmp_path):
    school = School(environment(tmp_path))
    school.call("manage.py", "migrate", "-v0")

    counted = json.loads(school.call("-m", "portal.jobs.tests.errand"))

    assert counted["killed"] > 60
    assert counted["done"] == counted["killed"] + 1
    assert counted["open"] == 0


@pytest.mark.postgres
def test_death_at_any_statement_on_postgresql(tmp_path, postgres_url):
    school = School(environment(tmp_path, DATABASE_URL=postgres_url))
    school.call("manage.py", "migrate", "-v0")

    counted = json.loads(school.call("-m", "portal.jobs.tests.errand"))

    assert counted["killed"] > 60
    assert counted["done"] == counted["killed"] + 1
    assert counted["open"] == 0


@pytest.mark.postgres
@pytest.mark.redis
def test_workers_killed_at_random_and_the_broker_emptied(school, redis_server):
    chance = random.Random(5)
    for _job in range(8):
        school.enqueue(seconds=0.3)
    for _worker in range(2):
        school.start_worker()

    for _death in range(5):
        school.wait_until(lambda: school.query("SELECT 1 FROM jobs_job WHERE state = 'running'"))
        time.sleep(chance.uniform(0.1, 2))
        chance.choice(school.workers).send_signal(signal.SIGKILL)
        redis_server.flushdb()
        school.start_worker()
    school.wait_until(lambda: school.open_jobs() == 0)

    assert school.effects() == [("done", 3)] * 8


@pytest.mark.postgres
@pytest.mark.redis
def test_jobs_that_killed_two_workers_each_are_done_by_the_third(school):
    for _job in range(2):
        school.enqueue(kills=2)

    def keep_a_worker_and_look():
        if all(worker.poll() is not None for worker in school.workers):
            school.start_worker()
        return school.open_jobs() == 0

    school.wait_until(keep_a_worker_and_look)

    assert school.effects() == [("done", 3)] * 2
    assert school.query("SELECT DISTINCT attempts FROM jobs_job") == [(3,)]


@pytest.mark.postgres
@pytest.mark.redis
def test_broker_emptied_before_anyone_heard_the_bell(school, redis_server):
    for _job in range(3):
        school.enqueue()
        school.ring()
    redis_server.flushdb()
    school.start_worker()

    school.ring()
    school.wait_until(lambda: school.open_jobs() == 0, ring=False)

    assert school.effects() == [("done", 3)] * 3


@pytest.mark.postgres
@pytest.mark.redis
def test_stopped_worker_that_wakes_late_writes_nothing(school):
    school.enqueue(seconds=1)
    stalled = school.start_worker()
    school.wait_until(lambda: school.query("SELECT 1 FROM jobs_job WHERE state = 'running'"))
    stalled.send_signal(signal.SIGSTOP)

    school.start_worker()
    school.wait_until(lambda: school.query("SELECT 1 FROM jobs_job WHERE fence = 2"))
    stalled.send_signal(signal.SIGCONT)
    school.wait_until(lambda: school.open_jobs() == 0)
    time.sleep(4)

    assert school.effects() == [("done", 3)]
    assert school.query("SELECT fence, attempts FROM jobs_job") == [(2, 2)]
    assert stalled.poll() is None
