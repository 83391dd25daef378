"""Confirming a preview: all of it in one transaction, or none of it.

`confirm_import` asks for the Job; `apply_import` is the Job. It judges the
rows again against what is stored at that moment: where anything differs from
the preview that was confirmed, nothing is written and the office is asked
again. So two people may import at once, and a repeated confirmation is idle.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.jobs.queue import enqueue_job
from portal.jobs.running import RunningJob
from portal.people.models import Act, ImportRun, User, record_audit_event
from portal.people.roster.evaluate import Outcome
from portal.people.roster.preview import hold_waiting, judge_rows, run_of, store_if_changed
from portal.people.roster.snapshot import load_snapshot
from portal.people.roster.write import write_verdicts
from portal.refusal import Refused

APPLY_KIND = "roster-apply"
#: Any number will do; it is the portal's own among PostgreSQL's advisory locks.
_ROSTER_LOCK = 7_104_201


@transaction.atomic
def confirm_import(
    run: ImportRun, *, by: User, version: int, leaves_out: bool = False
) -> ImportRun:
    """Ask a worker to write what preview `version` shows.

    `leaves_out`: the office knows that wrong and unanswered rows stay out.
    Raises Refused: `preview_outdated`, `not_waiting`, `rows_held_back`,
    `nothing_to_do`. A second confirmation finds the first one's Job.
    """
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    if held.state == ImportRun.State.DONE or _is_being_applied(held):
        return held
    held = hold_waiting(run, version=version)
    if not held.good:
        raise Refused("nothing_to_do", _("No row of this preview would change anything."))
    if held.held_back and not leaves_out:
        raise Refused(
            "rows_held_back",
            _("Some rows are wrong or unanswered: say that they are left out, or mend them first."),
        )
    held.job = enqueue_job(APPLY_KIND, owner=by, params={"run": str(held.uid), "version": version})
    held.is_stale = False
    held.save(update_fields=["job", "is_stale"])
    return held


def _is_being_applied(run: ImportRun) -> bool:
    return run.job is not None and run.job.is_open and run.job.kind == APPLY_KIND


def apply_import(job: RunningJob) -> None:
    """The Job. Judging and preparing repeat freely; everything is written in its commit."""
    run = run_of(job)
    rows = list(run.rows.order_by("position"))
    total = len(rows) * 2
    snapshot = load_snapshot()
    verdicts = judge_rows(
        run, rows, snapshot, progress=lambda done: job.progress(done, total, _("Comparing"))
    )
    with job.commit():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state != ImportRun.State.READY or run.version != job.params["version"]:
            job.finish(outcome={"stale": True})
            return
        lock_staff()
        current = load_snapshot()
        if current.digest != snapshot.digest:
            verdicts, snapshot = judge_rows(run, rows, current), current
        if store_if_changed(run, rows, verdicts, snapshot):
            run.is_stale = True
            run.save()
            job.finish(outcome={"stale": True})
            return
        good = [v for v in verdicts if v.outcome in {Outcome.NEW, Outcome.CHANGED}]
        made = write_verdicts(
            run,
            good,
            snapshot,
            by=job.owner,
            progress=lambda done: job.progress(len(rows) + done, total, _("Writing")),
        )
        run.state, run.applied_at = ImportRun.State.DONE, clock.now()
        run.report["made"] = made
        run.save()
        record_audit_event(None, Act.IMPORTED, run, actor=job.owner, run=str(run.uid), **run.counts)
        job.finish(outcome=run.counts)


def lock_staff() -> None:
    """Nobody else imports, and nobody edits a person, until the transaction ends.

    SQLite lets one writer in at a time anyway. On PostgreSQL the advisory lock
    also keeps out another import's newcomers, whom no row stands for yet.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ROSTER_LOCK])
    list(User.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
