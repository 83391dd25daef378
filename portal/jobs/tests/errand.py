"""A job kind whose every repetition would show, for workers that are killed.

It prepares in steps (a scratch file each), then in its one commit adds a row
per step to the table `errand_effect`, which has no constraint, and finishes
with a result file. A job done twice leaves twice the rows.

`celery -A portal.jobs.tests.errand worker` is a real worker that knows it;
`python -m portal.jobs.tests.errand` kills forks of itself at every statement
and prints what it counted.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from portal import clock
from portal.access import SIGNED_IN
from portal.celery import app  # noqa: F401 - what `celery -A` looks for
from portal.jobs import kinds, run, running
from portal.jobs.models import Job
from portal.jobs.queue import enqueue_job
from portal.jobs.running import RunningJob
from portal.people.models import User
from tests.killing import kill_everywhere

STEPS = 3


def run_errand(job: RunningJob) -> None:
    """`seconds`: how long each step takes; `kills`: its first attempts kill the worker."""
    folder = Path(settings.VAR_DIR) / "errand"
    folder.mkdir(exist_ok=True)
    for step in range(STEPS):
        (folder / f"{job.job.uid}-{step}").write_text("prepared")
        job.progress(step, STEPS, "preparing")
        time.sleep(job.params.get("seconds", 0))
    if job.job.attempts <= job.params.get("kills", 0):
        os.kill(os.getpid(), 9)
    with job.commit():
        for step in range(STEPS):
            add_effect(job.job.pk, step)
        job.finish(b"result", "errand.txt", {"steps": STEPS})


def add_effect(job_id: int, step: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO errand_effect VALUES (%s, %s)", [job_id, step])


def effects_of(job: Job) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT step FROM errand_effect WHERE job = %s ORDER BY step", [job.pk])
        return [step for (step,) in cursor.fetchall()]


kinds.job_kinds.register(
    kinds.JobKind(slug="errand", label="Errand", run=run_errand, permission=SIGNED_IN)
)


def prepare_database() -> User:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE errand_effect (job integer, step integer)")
    return User.objects.create_user("1001", "林晓", "a-good-passphrase")


class EveryStatement:
    """One job after the other; each meets one death, and must then be done once."""

    def __init__(self) -> None:
        self.owner = prepare_database()
        self.before_next()

    def before_next(self) -> None:
        self.job = enqueue_job("errand", owner=self.owner)

    def recover(self) -> None:
        """The lease runs out, and the next worker looks."""
        Job.objects.open().exclude(lease_until=None).update(
            lease_until=clock.now() - timedelta(seconds=1)
        )
        run.run_due_jobs()

    def check(self, line: int) -> None:
        job = Job.objects.get(pk=self.job.pk)
        stored = default_storage.open(job.result.name).read()
        found = (job.state, job.outcome, effects_of(job), stored)
        expected = ("done", {"steps": STEPS}, list(range(STEPS)), b"result")
        if found != expected:
            raise AssertionError(f"killed at line {line}: {found}")
        self.before_next()


def main() -> None:
    story = EveryStatement()
    killed = kill_everywhere(
        run.run_due_jobs,
        in_modules=[run, running, sys.modules[__name__]],
        recover=story.recover,
        check=story.check,
    )
    done = Job.objects.filter(state=Job.State.DONE).count()
    sys.stdout.write(
        json.dumps({"killed": killed, "done": done, "open": Job.objects.open().count()})
    )


if __name__ == "__main__":
    main()
