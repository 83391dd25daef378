"""Confirming a preview, and undoing it as one: each a Job, all of it or none.

The rows are judged again at that moment; where anything differs from the
preview nothing is written and the office is asked again.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.jobs.queue import enqueue_job
from portal.jobs.running import RunningJob
from portal.people.models import Act, User, record_audit_event
from portal.refusal import Refused
from research.training.district.judge import WRITTEN, Verdict, judge
from research.training.district.preview import hold_waiting, run_of, store_if_changed
from research.training.models import HourEntry, HourImport, HourImportRow, HourState, Source

APPLY_KIND, UNDO_KIND = "hours-apply", "hours-undo"
_NAMED = 5


@transaction.atomic
def confirm_import(
    run: HourImport, *, by: User, version: int, leaves_out: bool = False
) -> HourImport:
    """Ask a worker to write what preview `version` shows; a second time finds the first's Job.

    Raises Refused: `preview_outdated`, `not_waiting`, `rows_held_back`, `nothing_to_do`.
    """
    held = HourImport.objects.select_for_update().get(pk=run.pk)
    if held.state == HourImport.State.DONE or _is_open(held, APPLY_KIND):
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


def _is_open(run: HourImport, kind: str) -> bool:
    return run.job is not None and run.job.is_open and run.job.kind == kind


def apply_import(job: RunningJob) -> None:
    """The Job: everything is written in its commit."""
    run = run_of(job)
    total = run.rows.count()
    job.progress(0, total + 1, _("Comparing"))
    with job.commit():
        run = HourImport.objects.select_for_update().get(pk=run.pk)
        if run.state != HourImport.State.READY or run.version != job.params["version"]:
            job.finish(outcome={"stale": True})
            return
        list(HourEntry.objects.from_district().select_for_update().values_list("pk", flat=True))
        rows = list(run.rows.order_by("position"))
        verdicts = judge(run, rows)
        if store_if_changed(run, rows, verdicts):
            run.is_stale = True
            run.save()
            job.finish(outcome={"stale": True})
            return
        written = [
            _write(run, row, verdict)
            for row, verdict in zip(rows, verdicts, strict=True)
            if verdict.writes
        ]
        HourImportRow.objects.bulk_update(written, ["was"], batch_size=100)
        run.state, run.applied_at = HourImport.State.DONE, clock.now()
        run.save()
        record_audit_event(None, Act.IMPORTED, run, actor=job.owner, run=str(run.uid), **run.counts)
        job.finish(outcome=run.counts)


def _write(run: HourImport, row: HourImportRow, verdict: Verdict) -> HourImportRow:
    """`was` keeps the entry as it stood: {} for one that is new."""
    fields = verdict.entry | {
        "source": Source.DISTRICT if run.report.get("has_lines") else Source.TOTAL,
        "state": HourState.VERIFIED,
        "run": run,
        "row_number": row.number,
    }
    at = {"person_id": row.person_id, "key": verdict.key}
    stored = HourEntry.objects.filter(**at).first()
    row.was = _kept(stored) if stored else {}
    if stored is None:
        HourEntry.objects.create(**at, **fields)
    else:
        for name, value in fields.items():
            setattr(stored, name, value)
        stored.save()
    return row


def _kept(entry: HourEntry) -> dict[str, Any]:
    kept = {name: str(getattr(entry, name)) for name in WRITTEN}
    return kept | {"run": entry.run_id, "row_number": entry.row_number}


@transaction.atomic
def ask_undo(run: HourImport, *, by: User) -> HourImport:
    """Ask a worker to undo the import. Raises Refused `undo_too_late`, `not_done`."""
    held = HourImport.objects.select_for_update().get(pk=run.pk)
    if held.job and held.job.is_open:
        return held
    _require_undoable(held)
    held.job = enqueue_job(UNDO_KIND, owner=by, params={"run": str(held.uid)})
    held.save(update_fields=["job"])
    return held


def _require_undoable(run: HourImport) -> None:
    if run.state != HourImport.State.DONE:
        raise Refused("not_done", _("This import has not been carried out."))
    if not run.can_be_undone:
        raise Refused("undo_too_late", _("An import can be undone only while it is new."))


def undo_import(job: RunningJob) -> None:
    """The Job: new entries go, changed ones get their old values. Refused `built_upon`."""
    run = run_of(job)
    job.progress(0, 1, _("Undoing"))
    with job.commit():
        run = HourImport.objects.select_for_update().get(pk=run.pk)
        if run.state == HourImport.State.UNDONE:
            job.finish()
            return
        _require_undoable(run)
        rows = list(run.rows.filter(was__isnull=False).select_related("person"))
        _refuse_if_built_upon(run, rows)
        for row in rows:
            _restore(run, row)
        run.state, run.undone_at, run.undone_by = HourImport.State.UNDONE, clock.now(), job.owner
        run.save()
        record_audit_event(
            None, Act.CHANGED, run, actor=job.owner, run=str(run.uid), undone=len(rows)
        )
        job.finish(outcome={"undone": len(rows)})


def _refuse_if_built_upon(run: HourImport, rows: list[HourImportRow]) -> None:
    """A later sheet that changed these lines stands in the way."""
    keys = {(row.person_id, row.key) for row in rows}
    later = HourEntry.objects.from_district().exclude(run=run).select_related("person")
    found = [entry for entry in later if (entry.person_id, entry.key) in keys]
    if found:
        names = "、".join(sorted({entry.person.name for entry in found})[:_NAMED])
        raise Refused(
            "built_upon",
            _("A later sheet has changed these lines since: %(names)s.") % {"names": names},
        )


def _restore(run: HourImport, row: HourImportRow) -> None:
    entry = HourEntry.objects.filter(person_id=row.person_id, key=row.key, run=run).first()
    if entry is None:
        return
    if not row.was:
        entry.delete()
        return
    kept = dict(row.was)
    entry.run_id, entry.row_number = kept.pop("run"), kept.pop("row_number")
    for name, text in kept.items():
        setattr(entry, name, _typed(name, text))
    entry.save()


def _typed(name: str, text: str) -> Any:
    if name == "year":
        return int(text)
    if name == "hours":
        return Decimal(text)
    return date.fromisoformat(text) if name in {"starts_on", "ends_on"} else text
