"""Rows against what the portal knows: who is meant, what would be written, what differs.

No doubt is guessed away: it stops the row and asks. A line that differs from
what the school knows is imported all the same, and stands in the reconciliation.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from portal.people.models import User
from portal.sheets.problems import Problem
from research.training.district import sentences  # noqa: F401 - registers the words
from research.training.ledger import Ledger
from research.training.models import HourEntry, HourImport, HourImportRow, HourState, Source
from research.training.reckon import Line
from research.training.reconcile import TO_DECIDE, Reason, differences_of
from research.training.same import plain_certificate, plain_title
from research.training.words import hours_text

Outcome = HourImportRow.Outcome
SKIP = "skip"
#: What of an entry the sheet decides; these are compared and written.
WRITTEN = (
    "year",
    "category",
    "title",
    "organiser",
    "level",
    "starts_on",
    "ends_on",
    "hours",
    "certificate_number",
)


@dataclass
class Verdict:
    """What a row would do. `entry`: the fields to write; `changes`: (field, old, new)."""

    person: User | None = None
    key: str = ""
    entry: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    question: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    is_stored: bool = False
    differs: bool = False

    @property
    def outcome(self) -> str:
        if self.problems:
            return Outcome.WRONG
        if self.question:
            return Outcome.ASKS
        if self.is_stored and not self.changes:
            return Outcome.UNCHANGED
        if self.differs:
            return Outcome.CONFLICT
        return Outcome.CHANGED if self.is_stored else Outcome.NEW

    @property
    def writes(self) -> bool:
        return self.outcome in {Outcome.NEW, Outcome.CHANGED, Outcome.CONFLICT}

    def to_row(self) -> dict[str, Any]:
        """As the row of the preview stores it."""
        return {
            "outcome": self.outcome,
            "person_id": self.person.pk if self.person else None,
            "key": self.key,
            "problems": [problem.to_json() for problem in self.problems],
            "notes": [note.to_json() for note in self.notes],
            "question": self.question,
            "changes": [list(change) for change in self.changes],
        }


def judge(
    run: HourImport,
    rows: Iterable[HourImportRow],
    *,
    progress: Callable[[int], None] = lambda _done: None,
) -> list[Verdict]:
    """One verdict a row, in their order; a number of queries that does not grow with them."""
    rows = list(rows)
    who = _People()
    verdicts = []
    for row in rows:
        verdict = Verdict(problems=[Problem.from_json(stored) for stored in row.misread])
        if not verdict.problems:
            _identify(verdict, row, who)
        if verdict.person is not None:
            verdict.entry = _entry(run, row.values)
            verdict.key = _key(run, row.values)
        verdicts.append(verdict)
    _refuse_twice(rows, verdicts)
    _compare_with_stored(verdicts)
    _compare_with_school(verdicts, progress)
    return verdicts


class _People:
    """The staff, also those who left: a sheet of the year names them too. One query."""

    def __init__(self) -> None:
        self.by_number: dict[str, User] = {}
        self.by_name: dict[str, list[User]] = defaultdict(list)
        for person in User.objects.filter(is_teacher=True).order_by("pk"):
            self.by_number[person.staff_number.upper()] = person
            self.by_name[person.name].append(person)


def _identify(verdict: Verdict, row: HourImportRow, who: _People) -> None:
    number, name = row.values.get("staff_number", ""), row.values.get("name", "")
    if row.answer == SKIP:
        verdict.problems.append(Problem("hours_left_out"))
        return
    named = who.by_name.get(name, [])
    numbered = who.by_number.get(number.upper()) if number else None
    if numbered is not None and (not name or numbered.name == name):
        verdict.person = numbered
    elif numbered is not None:
        said = {"number": number, "stored": numbered.name, "name": name}
        _ask(verdict, row, Problem("asks_hours_number", said), [numbered, *named])
    elif len(named) == 1:
        verdict.person = named[0]
        verdict.notes.append(Problem("note_by_name", {"number": named[0].staff_number}))
    elif named:
        _ask(verdict, row, Problem("asks_hours_name", {"name": name}), named)
    else:
        verdict.problems.append(_nobody(number, name))


def _nobody(number: str, name: str) -> Problem:
    if name:
        return Problem("hours_person_unknown", {"name": name})
    if number:
        return Problem("hours_number_unknown", {"number": number})
    return Problem("hours_person_missing")


def _ask(verdict: Verdict, row: HourImportRow, asked: Problem, people: list[User]) -> None:
    """Stop the row until somebody of these is named; an answer counts only while it stands."""
    chosen = next((person for person in people if str(person.pk) == row.answer), None)
    if chosen is not None:
        verdict.person = chosen
        return
    choices = [
        [
            str(person.pk),
            Problem(
                "choice_hours_person", {"name": person.name, "number": person.staff_number}
            ).to_json(),
        ]
        for person in people
    ]
    choices.append([SKIP, Problem("choice_hours_skip").to_json()])
    verdict.question = {"asked": asked.to_json(), "choices": choices}


def _entry(run: HourImport, values: dict[str, Any]) -> dict[str, Any]:
    """The fields that the ledger would hold."""
    if not run.report.get("has_lines"):
        as_of = min(run.as_of, date(values["year"], 12, 31))
        return {
            "year": values["year"],
            "category": "",
            "title": "",
            "organiser": "",
            "level": "",
            "starts_on": date(values["year"], 1, 1),
            "ends_on": max(as_of, date(values["year"], 1, 1)),
            "hours": Decimal(values["hours"]),
            "certificate_number": "",
        }
    return {
        "year": values["year"],
        "category": values["category"],
        "title": values["title"],
        "organiser": values.get("organiser", ""),
        "level": values.get("level", ""),
        "starts_on": date.fromisoformat(values["starts_on"]),
        "ends_on": date.fromisoformat(values["ends_on"]),
        "hours": Decimal(values["hours"]),
        "certificate_number": values.get("certificate", ""),
    }


def _key(run: HourImport, values: dict[str, Any]) -> str:
    """By its certificate, else by its title and first day: a later export says the same."""
    if not run.report.get("has_lines"):
        return f"total:{values['year']}"
    certificate = plain_certificate(values.get("certificate", ""))
    if certificate:
        return f"district:{certificate}"
    told = f"{plain_title(values['title'])}|{values['starts_on']}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:16]
    return f"district:{values['year']}:{digest}"


def _refuse_twice(rows: list[HourImportRow], verdicts: list[Verdict]) -> None:
    """A sheet that says a thing of a person twice says it once; two trainings share no number."""
    seen: dict[tuple[int, str], tuple[HourImportRow, Verdict]] = {}
    for row, verdict in zip(rows, verdicts, strict=True):
        if verdict.person is None or verdict.problems:
            continue
        at = (verdict.person.pk, verdict.key)
        if at not in seen:
            seen[at] = row, verdict
            continue
        first_row, first = seen[at]
        is_same = plain_title(first.entry["title"]) == plain_title(verdict.entry["title"])
        code = "hours_line_twice" if is_same else "hours_certificate_twice"
        verdict.problems.append(Problem(code, {"row": first_row.number}))


def _compare_with_stored(verdicts: list[Verdict]) -> None:
    people = {verdict.person.pk for verdict in verdicts if verdict.person}
    stored = {
        (entry.person_id, entry.key): entry
        for entry in HourEntry.objects.from_district().filter(person_id__in=people)
    }
    for verdict in verdicts:
        entry = stored.get((verdict.person.pk, verdict.key)) if verdict.person else None
        if entry is None or verdict.problems:
            continue
        verdict.is_stored = True
        for name in WRITTEN:
            old, new = getattr(entry, name), verdict.entry[name]
            if old != new and not (new == "" and old):
                verdict.changes.append((name, str(old), str(new)))
            elif new == "" and old:
                # An empty cell keeps what is stored.
                verdict.entry[name] = old


def _compare_with_school(verdicts: list[Verdict], progress: Callable[[int], None]) -> None:
    """Put each line beside what the school knows; say where they differ."""
    writing = [verdict for verdict in verdicts if verdict.writes and verdict.person]
    if not writing:
        return
    years = [verdict.entry["year"] for verdict in writing]
    people = list({v.person.pk: v.person for v in writing if v.person}.values())
    ledger = Ledger(people, min(years), max(years))
    by_year: dict[tuple[int, int], list[Verdict]] = defaultdict(list)
    for verdict in writing:
        by_year[verdict.person.pk, verdict.entry["year"]].append(verdict)  # type: ignore[union-attr]
    for done, ((_person_id, year), theirs) in enumerate(by_year.items(), start=1):
        person = theirs[0].person
        if person is not None:
            _note_differences(ledger, person, year, theirs)
        progress(done)


def _note_differences(ledger: Ledger, person: User, year: int, theirs: list[Verdict]) -> None:
    by_key = {verdict.key: verdict for verdict in theirs}
    lines = {key: _line(verdict) for key, verdict in by_key.items()}
    with_sheet = ledger.year_with(person, year, list(lines.values()))
    for difference in differences_of(with_sheet, has_sheet=True):
        if difference.verdict or not (difference.ours and difference.theirs):
            continue
        verdict = by_key.get(difference.theirs[0].key)
        if verdict is None or difference.agrees:
            continue
        reasons = [reason for reason in difference.reasons if reason in TO_DECIDE]
        if not reasons:
            continue
        verdict.differs = True
        verdict.notes += _told(difference.ours[0], reasons)


def _told(ours: Line, reasons: list[Reason]) -> list[Problem]:
    """What the portal has, and why it is not the same; kept as codes, for two languages."""
    days = dict.fromkeys((ours.starts_on.isoformat(), ours.ends_on.isoformat()))
    said = {"title": ours.title, "hours": hours_text(ours.hours), "days": " – ".join(days)}
    return [Problem("note_ours", said), *(Problem(f"note_{reason.value}") for reason in reasons)]


def _line(verdict: Verdict) -> Line:
    entry = verdict.entry
    source = Source.DISTRICT if entry["title"] else Source.TOTAL
    return Line(
        key=verdict.key,
        source=source,
        category=entry["category"],
        title=entry["title"],
        hours=entry["hours"],
        starts_on=entry["starts_on"],
        ends_on=entry["ends_on"],
        state=HourState.VERIFIED,
        certificate=entry["certificate_number"],
    )
