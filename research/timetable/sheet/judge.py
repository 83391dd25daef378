"""What each cell would do to the term's timetable: new, changed, unchanged, wrong, a question.

Reckoned anew whenever it is shown and when it is confirmed. What the sheet does
not have is named and stays, unless the office says that it goes. Six queries,
whatever the number of cells.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.models import Subject, User
from portal.sheets.cells import parse_class
from portal.sheets.problems import CellProblem, Problem
from research.timetable.models import Entry, Period, TimetableImport, Weeks
from research.timetable.sheet.cell import (
    Said,
    is_no_lesson,
    parse_for_class,
    parse_for_teacher,
)
from research.timetable.sheet.words import SubjectWords, bare_weekday, periods_in, weeks_in


class Outcome(Enum):
    """In the order of their urgency."""

    ASKS = "asks"
    WRONG = "wrong"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    UNCHANGED = "unchanged"
    PASSED = "passed"

    @property
    def label(self) -> Any:
        return _LABELS[self]


_LABELS = {
    Outcome.ASKS: pgettext_lazy("row of a sheet", "Question"),
    Outcome.WRONG: pgettext_lazy("row of a sheet", "Wrong"),
    Outcome.CHANGED: pgettext_lazy("row of a sheet", "Changed"),
    Outcome.NEW: pgettext_lazy("row of a sheet", "New"),
    Outcome.GONE: _("Not in the sheet"),
    Outcome.UNCHANGED: pgettext_lazy("row of a sheet", "Unchanged"),
    Outcome.PASSED: _("No lesson"),
}


class Wanted(NamedTuple):
    """A lesson of the week as the sheet wants it."""

    person: User
    weekday: int
    period: int
    class_name: str
    subject: Subject
    weeks: str

    @property
    def facts(self) -> tuple[int, int, int, str, int, str]:
        return (
            self.person.pk,
            self.weekday,
            self.period,
            self.class_name,
            self.subject.pk,
            self.weeks,
        )


@dataclass
class Verdict:
    """One lesson of a cell; `before`: the entries that it takes the place of."""

    cell: dict[str, Any]
    outcome: Outcome = Outcome.WRONG
    wanted: Wanted | None = None
    problems: list[Problem] = field(default_factory=list)
    question: str = ""
    choices: list[User] = field(default_factory=list)
    before: list[Entry] = field(default_factory=list)

    def refuse(self, code: str, **params: Any) -> None:
        self.problems.append(Problem(code, params))
        self.outcome = Outcome.WRONG


@dataclass
class Judgement:
    """The whole preview. `leaving`: entries that a confirmation deletes, `coming`: adds."""

    verdicts: list[Verdict]
    gone: list[Entry]
    counts: Counter[Outcome]
    leaving: list[Entry]
    coming: list[Wanted]

    @property
    def fingerprint(self) -> str:
        """Names what a confirmation would do: another one has to be looked at again."""
        facts = [sorted(entry.pk for entry in self.leaving), sorted(w.facts for w in self.coming)]
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]

    @property
    def good(self) -> int:
        return len(self.coming) + self.counts[Outcome.GONE] * bool(self._removes)

    @property
    def held_back(self) -> int:
        return self.counts[Outcome.WRONG] + self.counts[Outcome.ASKS]

    _removes: bool = False


class Judge:
    """What the portal knows when a sheet is judged."""

    def __init__(self, run: TimetableImport) -> None:
        self.run = run
        self.subjects = SubjectWords(Subject.objects.all())
        self.staff = list(User.objects.in_service().select_related("subject", "main_group"))
        self.by_number = {person.staff_number: person for person in self.staff}
        self.by_name: dict[str, list[User]] = defaultdict(list)
        for person in self.staff:
            self.by_name[person.name].append(person)
        self.periods = set(Period.objects.values_list("number", flat=True))
        entries = Entry.objects.filter(term=run.term_id).select_related("person", "subject")
        self.stored = list(entries)

    def judge(self) -> Judgement:
        verdicts = [v for cell in self.run.cells for v in self._of_cell(cell)]
        _refuse_within_sheet(verdicts)
        self._compare(verdicts)
        gone = self._gone(verdicts)
        staying = {entry.pk for entry in gone} if not self.run.removes else set()
        self._refuse_taken(verdicts, staying)
        return self._sum(verdicts, gone)

    # -- One cell ---------------------------------------------------------------------------------

    def _of_cell(self, cell: dict[str, Any]) -> Iterator[Verdict]:
        if problems := cell.get("problems"):
            yield Verdict(cell, problems=[Problem.from_json(stored) for stored in problems])
            return
        if cell.get("text") and is_no_lesson(cell["text"]):
            yield Verdict(cell, Outcome.PASSED)
            return
        try:
            lessons = list(self._said(cell))
        except CellProblem as problem:
            yield Verdict(cell, problems=[Problem(problem.code, problem.params)])
            return
        for weekday, period, said in lessons:
            yield self._of_lesson(cell, weekday, period, said)

    def _said(self, cell: dict[str, Any]) -> Iterator[tuple[int, int, Said]]:
        if self.run.shape == "list":
            yield from self._said_in_list(cell)
            return
        if self.run.shape == "teachers":
            parsed = parse_for_teacher(cell["text"], self.subjects)
            said = [_filled(one, teacher=cell.get("teacher", ""), number=cell.get("number", ""),
                            subject=cell.get("subject", "")) for one in parsed]  # fmt: skip
        else:
            class_name = _class_named(cell["class_name"])
            parsed = parse_for_class(cell["text"], self.subjects, self.by_name)
            said = [_filled(one, class_name=class_name) for one in parsed]
        for one in said:
            yield cell["weekday"], cell["period"], one

    def _said_in_list(self, cell: dict[str, Any]) -> Iterator[tuple[int, int, Said]]:
        weekday = bare_weekday(cell.get("weekday", ""))
        if weekday is None:
            raise CellProblem("slot_weekday", value=cell.get("weekday", "")[:20])
        periods = periods_in(cell.get("period", ""))
        if not periods:
            raise CellProblem("slot_period", value=cell.get("period", "")[:20])
        weeks = weeks_in(cell.get("weeks", ""))
        if weeks is None:
            raise CellProblem("slot_weeks", value=cell["weeks"][:20])
        said = Said(
            _class_named(cell.get("class_name", "")),
            cell.get("subject", ""),
            "".join(cell.get("teacher", "").split()),
            cell.get("number", ""),
            weeks,
        )
        for period in periods:
            yield weekday, period, said

    def _of_lesson(self, cell: dict[str, Any], weekday: int, period: int, said: Said) -> Verdict:
        verdict = Verdict(cell)
        person = self._person(said, verdict)
        if period not in self.periods:
            verdict.refuse("slot_period", value=str(period))
        if person is None:
            return verdict
        subject = self.subjects.get("".join(said.subject.split())) if said.subject else None
        if said.subject and subject is None:
            verdict.refuse("lesson_subject", value=said.subject)
        subject = subject or person.subject
        if subject is None:
            verdict.refuse("lesson_no_subject", value=cell.get("text") or said.class_name)
        if verdict.problems or subject is None:
            return verdict
        verdict.wanted = Wanted(person, weekday, period, said.class_name, subject, said.weeks)
        verdict.outcome = Outcome.NEW
        return verdict

    def _person(self, said: Said, verdict: Verdict) -> User | None:
        """By number, else by a name that one person has; of two the office is asked."""
        if said.number:
            person = self.by_number.get(said.number)
            if person is None:
                verdict.refuse("lesson_number", value=said.number)
            elif said.teacher and person.name != said.teacher:
                verdict.refuse(
                    "lesson_number_name", number=said.number, name=person.name, value=said.teacher
                )
                return None
            return person
        found = self.by_name.get(said.teacher, [])
        if len(found) == 1:
            return found[0]
        if not found:
            verdict.refuse("lesson_nobody", value=said.teacher[:40])
            return None
        return self._answered(said, found, verdict)

    def _answered(self, said: Said, found: list[User], verdict: Verdict) -> User | None:
        """One answer for a teacher's row, or for a name with its subject."""
        of_row = self.run.shape == "teachers"
        verdict.question = f"{said.teacher}|{verdict.cell['row'] if of_row else said.subject}"
        verdict.choices = found
        chosen = str(self.run.answers.get(verdict.question, ""))
        for person in found:
            if str(person.pk) == chosen:
                return person
        verdict.outcome = Outcome.ASKS
        verdict.problems.append(Problem("lesson_which", {"value": said.teacher}))
        return None

    # -- Against the timetable --------------------------------------------------------------------

    def _compare(self, verdicts: list[Verdict]) -> None:
        """Unchanged where it stands exactly so; changed where the teacher has another then."""
        exact = {_facts(entry): entry for entry in self.stored}
        self.matched: set[int] = set()
        for verdict in _standing(verdicts):
            assert verdict.wanted is not None  # noqa: S101 - see _standing
            entry = exact.get(verdict.wanted.facts)
            if entry is not None:
                verdict.outcome = Outcome.UNCHANGED
                self.matched.add(entry.pk)
        by_slot: dict[tuple[int, int, int], list[Entry]] = defaultdict(list)
        for entry in self.stored:
            if entry.pk not in self.matched:
                by_slot[entry.person_id, entry.weekday, entry.period].append(entry)
        for verdict in _standing(verdicts):
            wanted = verdict.wanted
            if verdict.outcome is not Outcome.NEW or wanted is None:
                continue
            slot = by_slot[wanted.person.pk, wanted.weekday, wanted.period]
            verdict.before = [entry for entry in slot if entry.shares_weeks_with(wanted.weeks)]
            if verdict.before:
                verdict.outcome = Outcome.CHANGED

    def _gone(self, verdicts: list[Verdict]) -> list[Entry]:
        """What is stored within the sheet's reach and stands nowhere in it."""
        people = {v.wanted.person.pk for v in verdicts if v.wanted}
        classes = {v.wanted.class_name for v in verdicts if v.wanted}
        slots = {tuple(slot) for slot in self.run.report.get("slots", [])}
        taken = {entry.pk for v in verdicts for entry in v.before} | self.matched
        by_class = self.run.shape == "classes"
        return [
            entry
            for entry in self.stored
            if entry.pk not in taken
            and (entry.class_name in classes if by_class else entry.person_id in people)
            and (not slots or (entry.weekday, entry.period) in slots)
        ]

    def _refuse_taken(self, verdicts: list[Verdict], staying: set[int]) -> None:
        """A lesson whose class is elsewhere then, by an entry that stays. Until nothing changes."""
        while True:
            leaving = {e.pk for v in _coming(verdicts) for e in v.before}
            if self.run.removes:
                leaving |= {entry.pk for entry in self._gone(verdicts)}
            stays: dict[tuple[str, int, int], list[Entry]] = defaultdict(list)
            for entry in self.stored:
                if entry.pk not in leaving:
                    stays[entry.class_name, entry.weekday, entry.period].append(entry)
            refused = [v for v in _coming(verdicts) if _refuse_one(v, stays)]
            if not refused:
                return

    def _sum(self, verdicts: list[Verdict], gone: list[Entry]) -> Judgement:
        gone = self._gone(verdicts)
        counts = Counter(verdict.outcome for verdict in verdicts)
        counts[Outcome.GONE] = len(gone)
        coming = [v.wanted for v in _coming(verdicts) if v.wanted]
        leaving = {entry.pk: entry for v in _coming(verdicts) for entry in v.before}
        if self.run.removes:
            leaving |= {entry.pk: entry for entry in gone}
        return Judgement(
            verdicts, gone, counts, list(leaving.values()), coming, _removes=self.run.removes
        )


def _facts(entry: Entry) -> tuple[int, int, int, str, int, str]:
    return (
        entry.person_id,
        entry.weekday,
        entry.period,
        entry.class_name,
        entry.subject_id,
        entry.weeks,
    )


def _class_named(said: str) -> str:
    name = parse_class(said)
    if not name or "班" not in name:
        raise CellProblem("class_unreadable", value=said[:40])
    return name


def _filled(said: Said, **known: str) -> Said:
    """What the row's head says, where the cell does not."""
    given = {name: getattr(said, name) or value for name, value in known.items()}
    if "teacher" in given:
        given["teacher"] = "".join(given["teacher"].split())
    return Said(**{**said.__dict__, **given})


def _standing(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    return (v for v in verdicts if v.wanted is not None and v.outcome is not Outcome.WRONG)


def _coming(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return [v for v in verdicts if v.outcome in {Outcome.NEW, Outcome.CHANGED}]


def _share_weeks(one: str, other: str) -> bool:
    return Weeks.EVERY in {one, other} or one == other


def _refuse_within_sheet(verdicts: list[Verdict]) -> None:
    """Of two cells that put a teacher or a class in two places, the second is wrong."""
    _refuse_double(verdicts, lambda w: w.person.pk, "lesson_teacher_busy")
    _refuse_double(verdicts, lambda w: w.class_name, "lesson_class_busy")


def _refuse_double(
    verdicts: list[Verdict], owner: Callable[[Wanted], int | str], code: str
) -> None:
    seen: dict[tuple[Any, int, int], list[Verdict]] = defaultdict(list)
    for verdict in _standing(verdicts):
        wanted = verdict.wanted
        assert wanted is not None  # noqa: S101 - see _standing
        there = seen[owner(wanted), wanted.weekday, wanted.period]
        clash = next(
            (v for v in there if v.wanted and _share_weeks(v.wanted.weeks, wanted.weeks)), None
        )
        if clash is None:
            there.append(verdict)
            continue
        other = clash.wanted
        assert other is not None  # noqa: S101 - it was put there with one
        at = clash.cell["at"]
        if other.facts == wanted.facts:
            verdict.refuse("lesson_twice", at=at)
        else:
            said = {"teacher": other.person.name, "class": other.class_name}
            verdict.refuse(code, at=at, **said)


def _refuse_one(verdict: Verdict, stays: dict[tuple[str, int, int], list[Entry]]) -> bool:
    wanted = verdict.wanted
    if wanted is None:
        return False
    for entry in stays[wanted.class_name, wanted.weekday, wanted.period]:
        if entry.shares_weeks_with(wanted.weeks) and entry.person_id != wanted.person.pk:
            said = {"subject": entry.subject.name, "teacher": entry.person.name}
            verdict.refuse("lesson_class_taken", **said, **{"class": entry.class_name})
            verdict.before = []
            return True
    return False
