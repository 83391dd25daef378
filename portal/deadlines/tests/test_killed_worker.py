"""Every notice exists exactly once and every mail arrives, whoever is killed when.

Real processes on databases of their own; a mail may repeat only for a worker
that died between sending and settling, and then under the same Message-ID.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from celery import Celery

from tests import services

PEOPLE, REQUIREMENTS, DEATHS = 25, 4, 12
TOO_LONG_SECONDS = 400
TASKS = ("portal.deadlines.tasks.sweep_reminders", "portal.notices.tasks.send_deliveries")
WORKER = "celery -A portal worker --pool solo -l error --without-mingle --without-gossip"


def environment(tmp_path, **more):
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "portal.deadlines.tests.rehearsal_settings",
        "PORTAL_VAR_DIR": str(tmp_path),
        "SECRET_KEY": "only-for-tests",
        "PYTHONPATH": str(Path.cwd()),
        "PORTAL_DIGEST_START": "00:00",
        "PORTAL_MAIL_LEASE_SECONDS": "2",
        **more,
    }


def call(env, *words):
    done = subprocess.run(
        [sys.executable, *words], check=False, env=env, capture_output=True, text=True, timeout=1500
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_death_at_any_statement_on_sqlite(tmp_path):
    env = environment(tmp_path)
    call(env, "manage.py", "migrate", "-v0")

    counted = json.loads(call(env, "-m", "portal.deadlines.tests.rehearsal"))

    assert counted["killed"] > 100
    assert 0 < counted["repeats"] < 20


@pytest.mark.postgres
def test_death_at_any_statement_on_postgresql(tmp_path, postgres_url):
    env = environment(tmp_path, DATABASE_URL=postgres_url)
    call(env, "manage.py", "migrate", "-v0")

    counted = json.loads(call(env, "-m", "portal.deadlines.tests.rehearsal"))

    assert counted["killed"] > 100
    assert 0 < counted["repeats"] < 20


class Fleet:
    """Worker processes on one broker and one database, and who rings them."""

    def __init__(self, env):
        self.env, self.workers = env, []
        self.broker = Celery(broker=env["REDIS_URL"])

    def start_worker(self):
        command = [sys.executable, "-m", *WORKER.split()]
        self.workers.append(subprocess.Popen(command, env=self.env, stderr=subprocess.DEVNULL))

    def ring(self):
        for task in TASKS:
            self.broker.send_task(task, ignore_result=True)

    def query(self, sql):
        with psycopg.connect(self.env["DATABASE_URL"], autocommit=True) as connection:
            return connection.execute(sql).fetchall()

    def is_done(self):
        [(sent,)] = self.query("SELECT count(*) FROM notices_delivery WHERE state = 'sent'")
        return sent == PEOPLE * REQUIREMENTS

    def end(self):
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.broker.close()


@pytest.fixture
def fleet(tmp_path, postgres_url, redis_server):
    env = environment(
        tmp_path, DATABASE_URL=postgres_url, REDIS_URL=services.REDIS, REHEARSAL_REFUSES="0.1"
    )
    call(env, "manage.py", "migrate", "-v0")
    opening = (
        "import django; django.setup(); from portal.deadlines.tests import rehearsal;"
        f" rehearsal.open_school({PEOPLE}, {REQUIREMENTS})"
    )
    call(env, "-c", opening)
    fleet = Fleet(env)
    yield fleet
    fleet.end()


@pytest.mark.postgres
@pytest.mark.redis
def test_workers_killed_at_random_and_the_broker_emptied(fleet, redis_server, tmp_path):
    chance = random.Random(7)
    for _worker in range(2):
        fleet.start_worker()

    for _death in range(DEATHS):
        fleet.ring()
        fleet.ring()
        time.sleep(chance.uniform(0.2, 2.5))
        chance.choice(fleet.workers).send_signal(signal.SIGKILL)
        redis_server.flushdb()
        fleet.start_worker()
    end = time.monotonic() + TOO_LONG_SECONDS
    while not fleet.is_done():
        assert time.monotonic() < end, fleet.query(
            "SELECT state, count(*) FROM notices_delivery GROUP BY state"
        )
        fleet.ring()
        time.sleep(0.5)

    notices = fleet.query("SELECT key FROM notices_notice")
    names = {name for (name,) in fleet.query("SELECT DISTINCT message_id FROM notices_delivery")}
    mails = Counter(p.name.partition(".")[0] for p in (tmp_path / "mailbox").iterdir())
    assert len(notices) == len(set(notices)) == PEOPLE * REQUIREMENTS
    assert set(mails) == {name.strip("<>").partition("@")[0] for name in names}
    assert mails.total() - len(mails) <= DEATHS
