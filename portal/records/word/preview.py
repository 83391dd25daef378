"""From an uploaded ZIP to a preview that can be confirmed.

`start_word_import` keeps the ZIP and asks for a Job; `read_word_import` is the
Job: it reads every document and judges it. Nothing is written about anybody.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import PurePosixPath
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal.jobs.queue import enqueue_job
from portal.jobs.running import RunningJob
from portal.people.models import User
from portal.records.kinds import RecordKind, kinds
from portal.records.models import WordFile, WordImport
from portal.records.word.judge import JUDGED, Outcome, judge_rows, load_snapshot
from portal.records.word.package import WHY_NOT
from portal.records.word.packed import MAX_ZIP_BYTES, Packed, Packet, open_packet
from portal.records.word.read import LONGEST_TITLE, read_word
from portal.refusal import Refused
from portal.sheets.problems import Problem
from portal.terms.models import Term

READ_KIND = "word-read"
_BATCH = 100


@transaction.atomic
def start_word_import(
    upload: UploadedFile, *, kind: RecordKind, term: Term, by: User
) -> WordImport:
    """Keep the upload and ask a worker to read it. Raises Refused `file_too_large`."""
    if upload.size and upload.size > MAX_ZIP_BYTES:
        limit = MAX_ZIP_BYTES // 1024 // 1024
        raise Refused(
            "file_too_large", _("The file is larger than %(limit)s MB.") % {"limit": limit}
        )
    run = WordImport(owner=by, kind=kind.slug, term=term, file_name=(upload.name or "")[-200:])
    run.file.save("word", upload, save=False)
    run.save()
    run.job = enqueue_job(READ_KIND, owner=by, params={"run": str(run.uid)})
    run.save(update_fields=["job"])
    return run


def run_of(job: RunningJob) -> WordImport:
    runs = WordImport.objects.select_related("owner", "term")
    return runs.get(uid=UUID(job.params["run"]))


def read_word_import(job: RunningJob) -> None:
    """The Job: read, judge, store. Repeatable up to its commit."""
    run = run_of(job)
    if run.state != WordImport.State.READING:
        job.finish()
        return
    job.progress(0, 0, _("Reading the file"))
    kind = kinds.get(run.kind)
    with run.file.open("rb") as file, open_packet(file) as packet:
        rows = []
        for document in packet.documents:
            rows.append(_read_row(run, len(rows), packet, document, kind))
            job.progress(len(rows), len(packet.documents), document.path)
        skipped = packet.skipped
    judge_rows(rows, load_snapshot(run, rows))
    with job.commit():
        WordFile.objects.filter(run=run).delete()
        WordFile.objects.bulk_create(rows, batch_size=_BATCH)
        run.state, run.skipped = WordImport.State.READY, skipped
        store_counts(run, rows)
        run.save()
        job.finish(outcome=run.counts)


def _read_row(
    run: WordImport, position: int, packet: Packet, document: Packed, kind: RecordKind
) -> WordFile:
    name = PurePosixPath(document.path).name
    row = WordFile(run=run, position=position, entry=document.path[-500:], place=document.place)
    try:
        content = packet.read(document.place)
        row.sha256 = hashlib.sha256(content).hexdigest()
        text = read_word(content, name, kind=kind)
    except Refused as refusal:
        row.misread = [_why_not(refusal, name).to_json()]
        return row
    row.heading, row.characters = text.title[:LONGEST_TITLE], text.characters
    return row


def _why_not(refusal: Refused, name: str) -> Problem:
    if refusal.code in WHY_NOT:
        return Problem(refusal.code, {"name": name})
    return Problem("word_unread", {"said": str(refusal.message)})


def store_counts(run: WordImport, rows: list[WordFile]) -> None:
    """The caller saves the run."""
    run.counts = dict(Counter(str(row.outcome) for row in rows))
    run.version += 1


@transaction.atomic
def answer_doubts(run: WordImport, answers: dict[int, str], *, version: int) -> WordImport:
    """Keep what the office answered, by row; the whole preview is judged again.

    An answer is one of the row's choices, or anybody's key where nobody is named.
    Raises Refused `preview_outdated`, `not_waiting`.
    """
    held = hold_waiting(run, version=version)
    rows = list(held.rows.order_by("position"))
    for row in rows:
        answer = answers.get(row.pk, "")
        if answer and row.outcome == Outcome.ASKS:
            row.answer = ",".join([*filter(None, row.answer.split(",")), answer])[:200]
    return _judge_again(held, rows)


@transaction.atomic
def take_answers_back(run: WordImport, *, version: int) -> WordImport:
    """Ask everything again. Raises Refused like `answer_doubts`."""
    held = hold_waiting(run, version=version)
    rows = list(held.rows.order_by("position"))
    for row in rows:
        row.answer = ""
    return _judge_again(held, rows)


def _judge_again(run: WordImport, rows: list[WordFile]) -> WordImport:
    judge_rows(rows, load_snapshot(run, rows))
    store_rows(run, rows)
    run.save()
    return run


def store_rows(run: WordImport, rows: list[WordFile]) -> None:
    fields = ["answer", *(name.removesuffix("_id") for name in JUDGED)]
    WordFile.objects.bulk_update(rows, fields, batch_size=_BATCH)
    store_counts(run, rows)


def hold_waiting(run: WordImport, *, version: int | None = None) -> WordImport:
    """Lock the run, which must be waiting for confirmation. Call in a transaction."""
    held = WordImport.objects.select_for_update().get(pk=run.pk)
    if held.state != WordImport.State.READY or (held.job_id and held.job.is_open):
        raise Refused("not_waiting", _("This import is no longer waiting for confirmation."))
    if version is not None and held.version != version:
        raise Refused(
            "preview_outdated", _("The preview has changed meanwhile; look at it again, please.")
        )
    return held
