"""Kinds of job: what long work exists, declared in each app's `job_kinds.py`.

    from portal.jobs.kinds import JobKind, job_kinds

    ROSTER_IMPORT = job_kinds.register(JobKind(
        slug="roster-import", label=_("Import of staff"),
        run=run_roster_import, permission="people.staff.import",
    ))

The contract of `run(job)`: **prepare is repeatable, commit once**. A worker
may be killed between any two statements, and another then calls `run` from
the start. So everything before `job.commit()` must do no harm when repeated,
and everything that counts is written inside one `with job.commit():` block
that also calls `job.finish(...)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.jobs.models import Job
    from portal.jobs.running import RunningJob


@dataclass(frozen=True, eq=False)
class JobKind:
    """One kind of long work.

    The owner must hold `permission` when the job runs and when its result is
    fetched, not only when it was asked for: an export is not handed to
    somebody who left the office meanwhile. `describe` makes the sentence
    shown when the job is done, `next_url` the page to go on to.
    """

    slug: str
    label: str | Promise
    run: Callable[[RunningJob], None]
    permission: str
    describe: Callable[[Job], str] | None = None
    next_url: Callable[[Job], str] | None = None


job_kinds: Registry[JobKind] = Registry("job kind")
