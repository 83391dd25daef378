"""Taking an import of Word files back as one, for a week, while nobody has acted on it.

The records it entered are removed with their files. Where a teacher has
confirmed, sent back, changed or begun to change one, or somebody commented,
nothing is undone and they are named.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.jobs.queue import enqueue_job
from portal.jobs.running import RunningJob
from portal.people.models import Act, User, record_audit_event
from portal.records.attach import remove_attachment
from portal.records.enter_for import take_back_entered
from portal.records.models import Record, State, WordImport
from portal.records.word.preview import run_of
from portal.refusal import Refused

UNDO_KIND = "word-undo"
_NAMED = 5


@transaction.atomic
def ask_undo(run: WordImport, *, by: User) -> WordImport:
    """Ask a worker to undo the import. Raises Refused `undo_too_late`, `not_done`."""
    held = WordImport.objects.select_for_update().get(pk=run.pk)
    if held.job and held.job.is_open:
        return held
    _require_undoable(held)
    held.job = enqueue_job(UNDO_KIND, owner=by, params={"run": str(held.uid)})
    held.save(update_fields=["job"])
    return held


def undo_word_import(job: RunningJob) -> None:
    """The Job: all in its one commit. Raises Refused `built_upon` with the names."""
    run = run_of(job)
    job.progress(0, 2, _("Checking what builds on it"))
    with job.commit():
        run = WordImport.objects.select_for_update().get(pk=run.pk)
        if run.state == WordImport.State.UNDONE:
            job.finish()
            return
        _require_undoable(run)
        records = list(_made_by(run))
        _refuse_if_built_upon(run, records)
        take_back_entered(records)
        for done, record in enumerate(records, start=1):
            _remove(record)
            job.progress(done, len(records), _("Undoing"))
        run.state, run.undone_at, run.undone_by = WordImport.State.UNDONE, clock.now(), job.owner
        run.save()
        record_audit_event(
            None, Act.CHANGED, run, actor=job.owner, run=str(run.uid), undone=len(records)
        )
        job.finish(outcome={"undone": len(records)})


def _require_undoable(run: WordImport) -> None:
    if run.state != WordImport.State.DONE:
        raise Refused("not_done", _("This import has not been carried out."))
    if not run.can_be_undone:
        raise Refused("undo_too_late", _("An import can be undone only while it is new."))


def _made_by(run: WordImport) -> list[Record]:
    ids = run.rows.exclude(record=None).values("record_id")
    records = Record.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    return list(records.select_related("author").order_by("pk"))


def _refuse_if_built_upon(run: WordImport, records: list[Record]) -> None:
    """Whose record is no longer as the import left it."""
    untouched = Record.objects.filter(
        pk__in=[record.pk for record in records],
        state=State.DRAFT,
        version=1,
        form_drafts__isnull=True,
        comments__isnull=True,
    )
    kept = set(untouched.values_list("pk", flat=True))
    people = list(dict.fromkeys(r.author for r in records if r.pk not in kept))
    if not people:
        return
    names = "、".join(f"{p.name} ({p.staff_number})" for p in people[:_NAMED])
    rest = len(people) - _NAMED
    if rest > 0:
        names = _("%(names)s and %(count)s more") % {"names": names, "count": rest}
    raise Refused(
        "built_upon",
        _("The import cannot be undone: these people have acted on their records: %(names)s.")
        % {"names": names},
    )


def _remove(record: Record) -> None:
    for attachment in record.attachments.all():
        remove_attachment(attachment)
    record.delete()
