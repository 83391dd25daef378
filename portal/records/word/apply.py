"""Confirming the preview of a ZIP: the records are entered for their authors, all or none.

`confirm_word_import` asks for the Job; `apply_word_import` is the Job. Reading
the documents and storing their pictures is prepared row by row, each under a
key of its own, and may be repeated; what counts is written in the one commit,
after the rows have been judged again. Authors are told once each.
"""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.jobs.queue import enqueue_job
from portal.jobs.running import RunningJob
from portal.people.models import Act, User, record_audit_event
from portal.records.attach import attach_file, clean_name
from portal.records.enter_for import ask_author, name_author
from portal.records.kinds import RecordKind, kinds
from portal.records.models import FormDraft, Record, WordFile, WordImport
from portal.records.models.draft import STAGED
from portal.records.prose import clean_prose
from portal.records.save import searchable_text
from portal.records.word.judge import Outcome, judge_rows, load_snapshot
from portal.records.word.packed import Packet, open_packet
from portal.records.word.preview import hold_waiting, run_of, store_rows
from portal.records.word.read import PictureKeeper, fit_title, read_word
from portal.refusal import Refused
from portal.terms.models import Term

APPLY_KIND = "word-apply"
#: Any number will do; it is the portal's own among PostgreSQL's advisory locks.
_WORD_LOCK = 7_104_202


@transaction.atomic
def confirm_word_import(
    run: WordImport, *, by: User, version: int, leaves_out: bool = False
) -> WordImport:
    """Ask a worker to write what preview `version` shows.

    `leaves_out`: the office knows that wrong and doubtful files stay out.
    Raises Refused: `preview_outdated`, `not_waiting`, `rows_held_back`,
    `nothing_to_do`. A second confirmation finds the first one's Job.
    """
    held = WordImport.objects.select_for_update().get(pk=run.pk)
    if held.state == WordImport.State.DONE or _is_being_applied(held):
        return held
    held = hold_waiting(run, version=version)
    if not held.good:
        raise Refused("nothing_to_do", _("There is no file that can be imported as it is."))
    if held.held_back and not leaves_out:
        raise Refused(
            "rows_held_back",
            _("Some files are wrong or doubtful: say that they are left out, or answer first."),
        )
    held.job = enqueue_job(APPLY_KIND, owner=by, params={"run": str(held.uid), "version": version})
    held.is_stale = False
    held.save(update_fields=["job", "is_stale"])
    return held


def _is_being_applied(run: WordImport) -> bool:
    return run.job is not None and run.job.is_open and run.job.kind == APPLY_KIND


def apply_word_import(job: RunningJob) -> None:
    """The Job: documents are prepared one by one, records written in its commit."""
    run = run_of(job)
    if run.state != WordImport.State.READY:
        job.finish(outcome={"stale": run.state != WordImport.State.DONE})
        return
    good = list(run.rows.filter(outcome=Outcome.GOOD).order_by("position"))
    _prepare(job, run, good)
    with job.commit():
        _lock_imports()
        run = WordImport.objects.select_for_update().select_related("term").get(pk=run.pk)
        rows = list(run.rows.order_by("position"))
        is_other = judge_rows(rows, load_snapshot(run, rows))
        if run.state != WordImport.State.READY or run.version != job.params["version"] or is_other:
            store_rows(run, rows)
            run.is_stale = True
            run.save()
            job.finish(outcome={"stale": True})
            return
        records = _write(run, [row for row in rows if row.outcome == Outcome.GOOD], job.owner)
        name = run.file.name or ""
        run.state, run.applied_at, run.file = WordImport.State.DONE, clock.now(), ""
        run.save()
        transaction.on_commit(lambda: run.file.storage.delete(name))
        record_audit_event(None, Act.IMPORTED, run, actor=job.owner, run=str(run.uid), **run.counts)
        job.finish(outcome={"made": len(records)})


def _lock_imports() -> None:
    """Two imports of one ZIP at once make nothing twice: the second judges after the first."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WORD_LOCK])


# -- Preparing ------------------------------------------------------------------------------------


def _prepare(job: RunningJob, run: WordImport, rows: list[WordFile]) -> None:
    kind = kinds.get(run.kind)
    with run.file.open("rb") as file, open_packet(file) as packet:
        for done, row in enumerate(rows, start=1):
            _stage(run, row, packet, kind)
            job.progress(done, len(rows), row.entry)


def staging_key(run: WordImport, row: WordFile) -> UUID:
    return uuid5(run.uid, str(row.position))


@transaction.atomic
def _stage(run: WordImport, row: WordFile, packet: Packet, kind: RecordKind) -> None:
    """The document's texts, its pictures and itself, kept until its record is written."""
    draft, is_new = FormDraft.objects.get_or_create(
        uid=staging_key(run, row), defaults={"person": run.owner, "kind": f"{STAGED}{run.kind}"}
    )
    if not is_new:
        return
    content, name = packet.read(row.place), clean_name(PurePosixPath(row.entry).name)
    attach_file(ContentFile(content, name=name), by=run.owner, draft=draft)  # type: ignore[arg-type]
    keeper = PictureKeeper(draft, run.owner, stem=name.rsplit(".", 1)[0][:60])
    text = read_word(content, name, kind=kind, keep=keeper)
    own = {picture.uid for picture in keeper.kept}
    draft.data = {field: clean_prose(html, files=own) for field, html in text.texts.items()}
    draft.save(update_fields=["data"])


# -- Writing --------------------------------------------------------------------------------------


def _write(run: WordImport, rows: list[WordFile], by: User) -> list[Record]:
    kind = kinds.get(run.kind)
    people = User.objects.select_related("main_group").in_bulk([row.person_id for row in rows])
    drafts = {
        draft.uid: draft
        for draft in FormDraft.objects.filter(uid__in=[staging_key(run, row) for row in rows])
    }
    for row in rows:
        draft = drafts[staging_key(run, row)]
        row.record = _enter(run, row, draft, people[row.person_id], kind, by)  # type: ignore[index]
    FormDraft.objects.filter(pk__in=[draft.pk for draft in drafts.values()]).delete()
    WordFile.objects.bulk_update(rows, ["record"], batch_size=100)
    records = [row.record for row in rows if row.record is not None]
    ask_author([record for record in records if record.entered_by_id], by=by)
    return records


def _enter(
    run: WordImport, row: WordFile, draft: FormDraft, teacher: User, kind: RecordKind, by: User
) -> Record:
    title_field = getattr(kind.form, "title_from", "title")
    limit = kind.model._meta.get_field(title_field).max_length
    title = fit_title(row.title, limit)
    record = kind.model(
        kind=kind.slug,
        term=run.term,
        occurred_on=_day_in(run.term),
        visibility=kind.visibility,
        **({"title": title} | {title_field: title} | draft.data),
    )
    name_author(record, teacher, by=by)
    record.text = searchable_text(record, kind)
    record.save()
    draft.attachments.update(record=record, draft=None)
    return record


def _day_in(term: Term) -> date:
    """Today, or the term's nearest day."""
    return min(max(clock.today(), term.starts_on), term.ends_on)
