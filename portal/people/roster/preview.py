"""From an uploaded file to a preview that can be confirmed.

`start_import` keeps the file and asks for a Job; `read_import` is the Job:
it reads, judges and writes the rows, and removes the file. Later rounds
(`judge_again`) work from the rows alone.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import IO, Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal.jobs.queue import enqueue_job
from portal.jobs.running import RunningJob
from portal.people.models import ImportRow, ImportRun, User
from portal.people.roster.evaluate import Outcome, SheetRow, Verdict, evaluate
from portal.people.roster.parse import ParsedRow, parse_rows
from portal.people.roster.snapshot import Snapshot, load_snapshot
from portal.people.roster.vocabulary import VOCABULARY
from portal.refusal import Refused
from portal.sheets.problems import Problem
from portal.sheets.read import MAX_FILE_BYTES, Book, read_book
from portal.sheets.table import Table, read_table

READ_KIND = "roster-read"
MAX_ROWS = 20_000
_BATCH = 500


@transaction.atomic
def start_import(file: IO[bytes], file_name: str, *, by: User) -> ImportRun:
    """Keep the upload and ask a worker to read it. Raises Refused `file_too_large`."""
    content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise Refused(
            "file_too_large", _("The file is larger than %(limit)s MB.") % {"limit": limit}
        )
    run = ImportRun(owner=by, file_name=file_name[-200:])
    run.file.save("roster", ContentFile(content), save=False)
    run.save()
    run.job = enqueue_job(READ_KIND, owner=by, params={"run": str(run.uid)})
    run.save(update_fields=["job"])
    return run


def read_import(job: RunningJob) -> None:
    """The Job: read, judge, store. Repeatable up to its commit; the file goes with it."""
    run = run_of(job)
    if run.state != ImportRun.State.READING:
        job.finish()
        return
    job.progress(0, 0, _("Reading the file"))
    with run.file.open("rb") as file:
        book = read_book(io.BytesIO(file.read()), run.file_name)
    table = read_table(book, VOCABULARY)
    _require_rows(table)
    total = len(table.rows) * 2
    parsed = []
    for row in parse_rows(table.rows):
        parsed.append(row)
        job.progress(len(parsed), total, _("%(count)s filled rows found") % {"count": total // 2})
    snapshot = load_snapshot()
    verdicts = evaluate(
        sheet_rows_of(parsed),
        snapshot,
        progress=lambda done: job.progress(len(parsed) + done, total + 1, _("Comparing")),
    )
    rows = [
        _new_row(run, n, row, v) for n, (row, v) in enumerate(zip(parsed, verdicts, strict=True))
    ]
    name = run.file.name or ""
    with job.commit():
        ImportRow.objects.filter(run=run).delete()
        ImportRow.objects.bulk_create(rows, batch_size=_BATCH)
        run.report = _report(book, table)
        run.state, run.file = ImportRun.State.READY, ""
        _store_judgement(run, verdicts, snapshot)
        run.save()
        transaction.on_commit(lambda: run.file.storage.delete(name))
        job.finish(outcome=run.counts)


def run_of(job: RunningJob) -> ImportRun:
    return ImportRun.objects.select_related("owner").get(uid=UUID(job.params["run"]))


def _require_rows(table: Table) -> None:
    if not table.columns:
        raise Refused(
            "no_header",
            _("No header was found: the sheet needs a row that names its columns, 姓名 and 工号."),
        )
    if not table.rows:
        raise Refused("no_rows", _("There is no filled row below the header."))
    if len(table.rows) > MAX_ROWS:
        raise Refused(
            "too_many_rows", _("A roster has at most %(limit)s rows.") % {"limit": MAX_ROWS}
        )


def _report(book: Book, table: Table) -> dict[str, Any]:
    """What the preview says about the file as a whole."""
    return {
        "kind": book.kind,
        "filled": len(table.rows),
        "sheets": list(dict.fromkeys(row.sheet for row in table.rows)),
        "hidden": book.hidden,
        "without_header": table.without_header,
        "columns": [
            {"letter": c.letter, "label": " ".join(c.label.split()), "use": c.use, "field": c.field}
            for c in table.columns
        ],
    }


def sheet_rows_of(rows: Sequence[ParsedRow]) -> list[SheetRow]:
    several = len({row.sheet for row in rows}) > 1
    return [SheetRow(_where(row, several), row.values, row.problems) for row in rows]


def _where(row: ParsedRow | ImportRow, several: bool) -> str:  # noqa: FBT001
    return f"{row.sheet}!{row.number}" if several else str(row.number)


def _new_row(run: ImportRun, position: int, row: ParsedRow, verdict: Verdict) -> ImportRow:
    stored = ImportRow(
        run=run,
        position=position,
        sheet=row.sheet[:100],
        number=row.number,
        given=row.given,
        values=row.values,
        misread=[problem.to_json() for problem in row.problems],
        read_notes=[note.to_json() for note in row.notes],
    )
    for name, value in _judged(stored, verdict).items():
        setattr(stored, name, value)
    return stored


JUDGED = ["outcome", "person_id", "problems", "notes", "question", "changes"]


def _judged(row: ImportRow, verdict: Verdict) -> dict[str, Any]:
    """The verdict as the row stores it."""
    return {
        "outcome": verdict.outcome.value,
        "person_id": verdict.person.pk if verdict.person else None,
        "problems": [problem.to_json() for problem in verdict.problems],
        "notes": [*row.read_notes, *(note.to_json() for note in verdict.notes)],
        "question": verdict.question.to_json() if verdict.question else {},
        "changes": [list(change) for change in verdict.changes],
    }


def _store_judgement(run: ImportRun, verdicts: list[Verdict], snapshot: Snapshot) -> None:
    """Counts, who is absent and what would be made; the caller saves the run."""
    run.counts = dict(Counter(verdict.outcome.value for verdict in verdicts))
    run.digest = snapshot.digest
    run.version += 1
    run.report["absent"] = snapshot.absent(v.person.pk for v in verdicts if v.person)
    run.report["makes"] = _to_make(verdicts, snapshot)


def _to_make(verdicts: list[Verdict], snapshot: Snapshot) -> dict[str, list[str]]:
    """Groups and subjects that good rows name and nobody has made yet."""
    wanted: dict[str, set[str]] = {"research_group": set(), "prep_group": set(), "subject": set()}
    for verdict in verdicts:
        for slug, _old, new in verdict.changes if verdict.is_good else ():
            if slug == "main_group" and ("research_group", new) not in snapshot.groups:
                wanted["research_group"].add(new)
            elif slug == "prep_groups":
                known = {name for kind, name in snapshot.groups if kind == "prep_group"}
                wanted["prep_group"].update(set(new) - known)
            elif slug == "subject" and new not in snapshot.subjects:
                wanted["subject"].add(new)
    return {kind: sorted(names) for kind, names in wanted.items() if names}


def judge_rows(
    run: ImportRun, rows: Iterable[ImportRow], snapshot: Snapshot, **options: Any
) -> list[Verdict]:
    """Judge stored rows anew, with the answers given so far. No query."""
    rows = list(rows)
    several = len({row.sheet for row in rows}) > 1
    return evaluate(
        [
            SheetRow(
                _where(row, several),
                row.values,
                [Problem.from_json(problem) for problem in row.misread],
                frozenset(filter(None, row.answer.split(","))),
            )
            for row in rows
        ],
        snapshot,
        **options,
    )


def store_if_changed(
    run: ImportRun, rows: list[ImportRow], verdicts: list[Verdict], snapshot: Snapshot
) -> bool:
    """Write the rows whose verdict is another than the one shown; True when there were any.

    Must run in a transaction that holds the run.
    """
    changed = []
    for row, verdict in zip(rows, verdicts, strict=True):
        judged = _judged(row, verdict)
        if any(getattr(row, name) != value for name, value in judged.items()):
            for name, value in judged.items():
                setattr(row, name, value)
            changed.append(row)
    if changed:
        fields = [name.removesuffix("_id") for name in JUDGED]
        ImportRow.objects.bulk_update(changed, fields, batch_size=100)
        _store_judgement(run, verdicts, snapshot)
    return bool(changed)


@transaction.atomic
def answer_questions(run: ImportRun, answers: dict[int, str], *, version: int) -> ImportRun:
    """Keep what the office answered, by row; the whole preview is judged again.

    Raises Refused `preview_outdated` when another preview was answered, and
    `not_waiting` when the import is no longer waiting. An answer that no
    longer stands among a row's choices is passed over.
    """
    run = hold_waiting(run, version=version)
    rows = list(run.rows.order_by("position"))
    for row in rows:
        answer = answers.get(row.pk, "")
        if answer in {choice for choice, _said in row.question.get("choices", [])}:
            row.answer = ",".join([*filter(None, row.answer.split(",")), answer])
    ImportRow.objects.bulk_update(
        [row for row in rows if row.pk in answers], ["answer"], batch_size=100
    )
    snapshot = load_snapshot()
    if store_if_changed(run, rows, judge_rows(run, rows, snapshot), snapshot):
        run.save()
    return run


@transaction.atomic
def take_answers_back(run: ImportRun, *, version: int) -> ImportRun:
    """Ask everything again. Raises Refused like `answer_questions`."""
    run = hold_waiting(run, version=version)
    run.rows.exclude(answer="").update(answer="")
    rows = list(run.rows.order_by("position"))
    snapshot = load_snapshot()
    if store_if_changed(run, rows, judge_rows(run, rows, snapshot), snapshot):
        run.save()
    return run


def hold_waiting(run: ImportRun, *, version: int | None = None) -> ImportRun:
    """Lock the run, which must be waiting for confirmation. Call in a transaction."""
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    if held.state != ImportRun.State.READY or (held.job_id and held.job.is_open):
        raise Refused("not_waiting", _("This import is no longer waiting for confirmation."))
    if version is not None and held.version != version:
        raise Refused(
            "preview_outdated", _("The preview has changed meanwhile; look at it again, please.")
        )
    return held


def outcome_order() -> list[Outcome]:
    return [Outcome.ASKS, Outcome.WRONG, Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED]
