"""Taking a timetable in: kept as read, shown, confirmed once, undone as one.

A school's whole timetable is some three thousand cells: read, judged and
written within a second, so no worker is needed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.people.models import Act, record_audit_event
from portal.refusal import Refused
from portal.sheets.read import read_book
from portal.terms.models import Term
from research.timetable.models import Entry, TimetableImport
from research.timetable.sheet.judge import Judge, Judgement, Outcome, Wanted
from research.timetable.sheet.shapes import read_shape

if TYPE_CHECKING:
    from portal.people.models import User

logger = logging.getLogger(__name__)

_KEPT = ("person_id", "weekday", "period", "class_name", "subject_id", "weeks")


def start_import(file: IO[bytes], file_name: str, *, term: Term, by: User) -> TimetableImport:
    """Keep the sheet's cells; nothing is entered yet. Refused as `read_book`, `read_shape`."""
    book = read_book(file, file_name)
    reading = read_shape(book)
    return TimetableImport.objects.create(
        owner=by,
        term=term,
        file_name=file_name[-200:],
        shape=reading.shape,
        cells=reading.cells,
        report={
            "sheets": reading.sheets,
            "hidden": book.hidden,
            "filled": len(reading.cells),
            "slots": reading.slots,
        },
    )


@transaction.atomic
def answer_questions(
    run: TimetableImport, answers: dict[str, str], *, removes: bool | None = None
) -> TimetableImport:
    """Keep who is meant by a name, and whether what the sheet lacks goes. Refused `not_waiting`."""
    held = _hold(run)
    _require_waiting(held)
    held.answers = held.answers | {key: said for key, said in answers.items() if said}
    if removes is not None:
        held.removes = removes
    held.save(update_fields=["answers", "removes"])
    return held


@transaction.atomic
def confirm_import(
    run: TimetableImport, *, by: User, fingerprint: str, leaves_out: bool = False
) -> Judgement | None:
    """Write what the preview shows; a second time does nothing and answers None.

    Raises Refused: not_waiting, preview_outdated, nothing_to_do, rows_held_back.
    """
    held = _hold(run)
    Term.objects.select_for_update().get(pk=held.term_id)
    if held.applied_at is not None and held.undone_at is None:
        return None
    _require_waiting(held)
    judgement = Judge(held).judge()
    if judgement.fingerprint != fingerprint:
        raise Refused(
            "preview_outdated", _("The preview has changed meanwhile; look at it again, please.")
        )
    if not judgement.coming and not judgement.leaving:
        raise Refused("nothing_to_do", _("No cell of this sheet would change anything."))
    if judgement.held_back and not leaves_out:
        raise Refused(
            "rows_held_back",
            _("Some cells are wrong or unanswered: say that they are left out, or mend them."),
        )
    _write(held, judgement)
    said = {outcome.value: n for outcome, n in judgement.counts.items()}
    record_audit_event(None, Act.IMPORTED, held, actor=by, run=str(held.uid), **said)
    logger.info("timetable_imported", extra={"run": str(held.uid), "by": by.pk})
    return judgement


def _write(run: TimetableImport, judgement: Judgement) -> None:
    run.was = [_kept(entry) for entry in judgement.leaving]
    Entry.objects.filter(pk__in=[entry.pk for entry in judgement.leaving]).delete()
    entries = [_entry(run.term_id, wanted) for wanted in judgement.coming]
    Entry.objects.bulk_create(entries, batch_size=500)
    run.became = [_kept(entry) for entry in entries]
    run.applied_at = clock.now()
    run.report = run.report | {"counts": {o.value: n for o, n in judgement.counts.items()}}
    run.save(update_fields=["was", "became", "applied_at", "report"])


def _entry(term_id: int, wanted: Wanted) -> Entry:
    return Entry(
        term_id=term_id,
        person=wanted.person,
        weekday=wanted.weekday,
        period=wanted.period,
        class_name=wanted.class_name,
        subject=wanted.subject,
        weeks=wanted.weeks,
    )


def _kept(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _KEPT}


@transaction.atomic
def undo_import(run: TimetableImport, *, by: User) -> TimetableImport:
    """What came goes, what went comes back. Raises Refused: not_done, undo_too_late, built_upon."""
    held = _hold(run)
    Term.objects.select_for_update().get(pk=held.term_id)
    if held.undone_at is not None:
        return held
    if held.applied_at is None:
        raise Refused("not_done", _("This import has not been carried out."))
    if not held.can_be_undone:
        raise Refused("undo_too_late", _("An import can be undone only while it is new."))
    _refuse_if_built_upon(held)
    Entry.objects.filter(pk__in=[entry.pk for entry in _found(held, held.became)]).delete()
    Entry.objects.bulk_create(
        [Entry(term_id=held.term_id, **kept) for kept in held.was], batch_size=500
    )
    held.undone_at, held.undone_by = clock.now(), by
    held.save(update_fields=["undone_at", "undone_by"])
    record_audit_event(None, Act.CHANGED, held, actor=by, run=str(held.uid), undone=True)
    return held


def _refuse_if_built_upon(run: TimetableImport) -> None:
    """What came must stand as it came, and nothing in the place of what went."""
    lost = len(run.became) - len(_found(run, run.became))
    stored = {(e.person_id, e.weekday, e.period): e for e in Entry.objects.filter(term=run.term_id)}
    came = {(k["person_id"], k["weekday"], k["period"]) for k in run.became}
    in_the_way = [
        kept
        for kept in run.was
        if (slot := (kept["person_id"], kept["weekday"], kept["period"])) in stored
        and slot not in came
    ]
    if lost or in_the_way:
        raise Refused(
            "built_upon", _("The timetable was changed since; it can no longer be undone as one.")
        )


def _found(run: TimetableImport, kept: Iterable[dict[str, Any]]) -> list[Entry]:
    wanted = {tuple(one[name] for name in _KEPT) for one in kept}
    entries = Entry.objects.filter(term=run.term_id)
    return [e for e in entries if tuple(getattr(e, name) for name in _KEPT) in wanted]


def _hold(run: TimetableImport) -> TimetableImport:
    return TimetableImport.objects.select_for_update().get(pk=run.pk)


def _require_waiting(run: TimetableImport) -> None:
    if not run.is_waiting:
        raise Refused("not_waiting", _("This import is no longer waiting for confirmation."))


#: For pages: the outcomes that have rows, the most urgent first.
OUTCOMES = tuple(Outcome)
