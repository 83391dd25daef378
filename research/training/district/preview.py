"""From an uploaded sheet to a preview that can be confirmed; the questions it asks."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from typing import IO, Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal.jobs.queue import enqueue_job
from portal.jobs.running import RunningJob
from portal.people.models import User
from portal.refusal import Refused
from portal.sheets.read import MAX_FILE_BYTES, Book, read_book
from portal.sheets.table import Table, read_table
from research.training.district.judge import Verdict, judge
from research.training.district.parse import ParsedRow, has_lines, parse_rows
from research.training.district.vocabulary import VOCABULARY
from research.training.models import HourEntry, HourImport, HourImportRow, Source

READ_KIND = "hours-read"
MAX_ROWS = 20_000
_BATCH = 500
JUDGED = ["outcome", "person", "key", "problems", "notes", "question", "changes"]


@transaction.atomic
def start_import(
    file: IO[bytes], file_name: str, *, year: int, as_of: date, by: User
) -> HourImport:
    """Keep the upload and ask a worker to read it. Raises Refused `file_too_large`."""
    content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise Refused(
            "file_too_large", _("The file is larger than %(limit)s MB.") % {"limit": limit}
        )
    run = HourImport(owner=by, file_name=file_name[-200:], year=year, as_of=as_of)
    run.file.save("hours", ContentFile(content), save=False)
    run.save()
    run.job = enqueue_job(READ_KIND, owner=by, params={"run": str(run.uid)})
    run.save(update_fields=["job"])
    return run


def run_of(job: RunningJob) -> HourImport:
    return HourImport.objects.select_related("owner").get(uid=UUID(job.params["run"]))


def read_import(job: RunningJob) -> None:
    """The Job: read, judge, store. Repeatable up to its commit; the file goes with it."""
    run = run_of(job)
    if run.state != HourImport.State.READING:
        job.finish()
        return
    job.progress(0, 0, _("Reading the file"))
    with run.file.open("rb") as file:
        book = read_book(io.BytesIO(file.read()), run.file_name)
    table = read_table(book, VOCABULARY)
    _require_rows(table)
    run.report = _report(book, table)
    source = Source.DISTRICT if has_lines(table) else Source.TOTAL
    rows = [_row(run, n, parsed) for n, parsed in enumerate(parse_rows(table, run.year))]
    verdicts = judge(
        run, rows, progress=lambda done: job.progress(done, len(rows) + 1, _("Comparing"))
    )
    run.report["absent"] = _absent(verdicts, source)
    name = run.file.name or ""
    with job.commit():
        for row, verdict in zip(rows, verdicts, strict=True):
            _put(row, verdict)
        HourImportRow.objects.filter(run=run).delete()
        HourImportRow.objects.bulk_create(rows, batch_size=_BATCH)
        run.state, run.file = HourImport.State.READY, ""
        store_counts(run, verdicts)
        run.save()
        transaction.on_commit(lambda: run.file.storage.delete(name))
        job.finish(outcome=run.counts)


def _require_rows(table: Table) -> None:
    fields = set(table.fields)
    if not fields & {"name", "staff_number"} or not fields & {"hours", "total"}:
        raise Refused(
            "no_header",
            _("No header was found: the sheet needs columns for the person and the 学时."),
        )
    if not table.rows:
        raise Refused("no_rows", _("There is no filled row below the header."))
    if len(table.rows) > MAX_ROWS:
        raise Refused(
            "too_many_rows", _("A sheet of hours has at most %(limit)s rows.") % {"limit": MAX_ROWS}
        )


def _report(book: Book, table: Table) -> dict[str, Any]:
    columns = [
        {"label": " ".join(c.label.split()), "use": c.use, "field": c.field} for c in table.columns
    ]
    return {
        "has_lines": has_lines(table),
        "filled": len(table.rows),
        "sheets": list(dict.fromkeys(row.sheet for row in table.rows)),
        "hidden": book.hidden,
        "without_header": table.without_header,
        "columns": columns,
    }


def _absent(verdicts: list[Verdict], source: str) -> int:
    """Lines of earlier sheets, of the same years, that this one does not have; they stay."""
    years = {verdict.entry["year"] for verdict in verdicts if verdict.entry}
    here = {(v.person.pk, v.key) for v in verdicts if v.person}
    stored = HourEntry.objects.filter(year__in=years, source=source)
    return sum(at not in here for at in stored.values_list("person_id", "key"))


def _row(run: HourImport, position: int, row: ParsedRow) -> HourImportRow:
    return HourImportRow(
        run=run,
        position=position,
        sheet=row.sheet[:100],
        number=row.number,
        given=row.given,
        values=row.values | {"notes": [note.to_json() for note in row.notes]},
        misread=[problem.to_json() for problem in row.problems],
    )


def _put(row: HourImportRow, verdict: Verdict) -> bool:
    """Write the verdict on the row; True when it is another than the one shown."""
    told = verdict.to_row()
    told["notes"] = [*row.values.get("notes", []), *told["notes"]]
    changed = False
    for name, value in told.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed


def store_counts(run: HourImport, verdicts: list[Verdict]) -> None:
    """How many rows come to what; the caller saves the run."""
    run.counts = dict(Counter(str(verdict.outcome) for verdict in verdicts))
    run.version += 1


def store_if_changed(run: HourImport, rows: list[HourImportRow], verdicts: list[Verdict]) -> bool:
    """Write the rows whose verdict is another than the one shown; True when there were any."""
    changed = [row for row, verdict in zip(rows, verdicts, strict=True) if _put(row, verdict)]
    if changed:
        HourImportRow.objects.bulk_update(changed, JUDGED, batch_size=100)
        store_counts(run, verdicts)
    return bool(changed)


@transaction.atomic
def answer_questions(run: HourImport, answers: dict[int, str], *, version: int) -> HourImport:
    """Keep what the office answered; the whole preview is judged again.

    Raises Refused `preview_outdated`, `not_waiting`.
    """
    run = hold_waiting(run, version=version)
    rows = list(run.rows.order_by("position"))
    for row in rows:
        answer = answers.get(row.pk, "")
        if answer in {choice for choice, _said in row.question.get("choices", [])}:
            row.answer = answer
    answered = [row for row in rows if row.pk in answers]
    HourImportRow.objects.bulk_update(answered, ["answer"], batch_size=100)
    if store_if_changed(run, rows, judge(run, rows)):
        run.save()
    return run


def hold_waiting(run: HourImport, *, version: int) -> HourImport:
    """Lock the run, which must be waiting for confirmation. Call in a transaction."""
    held = HourImport.objects.select_for_update().get(pk=run.pk)
    if held.state != HourImport.State.READY or (held.job_id and held.job.is_open):
        raise Refused("not_waiting", _("This import is no longer waiting for confirmation."))
    if held.version != version:
        raise Refused(
            "preview_outdated", _("The preview has changed meanwhile; look at it again, please.")
        )
    return held
