"""Rows of a sheet against what the portal knows: who is meant, and what would change.

Identity is by staff number, then by phone, never by name alone. Whatever
leaves a doubt stops the row and becomes a question with named choices; an
answer is honoured only while its choice still stands. Rule: quality guide,
"Imports, exports, documents".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.people.models import ImportRow, User
from portal.people.roster import sentences  # noqa: F401 - registers the words
from portal.people.roster.parse import Values
from portal.people.roster.snapshot import PersonState, Snapshot
from portal.people.roster.vocabulary import (
    FIELD_ORDER,
    LEADS_MAIN_GROUP,
    LEADS_PREP_GROUP,
    TITLE_LABELS,
    label_of,
)
from portal.sheets.cells import CLASS_UNKNOWN
from portal.sheets.problems import Problem

Outcome = ImportRow.Outcome
SAME, NEW, SKIP, THIS_ROW = "same", "new", "skip", "this_row"
_REPORT_EVERY = 500


@dataclass(frozen=True)
class SheetRow:
    """What evaluation reads of a row; `where` is how people find it in the sheet.

    A row may be asked more than one thing, one after the other, hence `answers`.
    """

    where: str
    values: Values
    problems: Sequence[Problem] = ()
    answers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """`choices`: answer → the sentence that offers it."""

    asked: Problem
    choices: dict[str, Problem]

    def to_json(self) -> dict[str, Any]:
        offered = [[answer, said.to_json()] for answer, said in self.choices.items()]
        return {"asked": self.asked.to_json(), "choices": offered}


@dataclass
class Verdict:
    """What a row would do. `changes`: (field, old, new); for a new person old is empty."""

    row: SheetRow
    values: Values
    person: PersonState | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    question: Question | None = None
    changes: list[tuple[str, Any, Any]] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.problems and self.question is None

    @property
    def outcome(self) -> Outcome:
        if self.problems:
            return Outcome.WRONG
        if self.question:
            return Outcome.ASKS
        if self.person is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    @property
    def said_name(self) -> str:
        return self.values.get("name") or (self.person.name if self.person else "")

    def ask(self, asked: Problem, choices: dict[str, Problem]) -> bool:
        """Stop the row with a question unless it is answered; True when it went on.

        Leaving the row out is always among the choices.
        """
        if SKIP in self.row.answers:
            self.problems.append(Problem("left_out"))
            return False
        if self.answer_among(choices):
            return True
        self.question = Question(asked, choices | {SKIP: Problem("choice_skip")})
        return False

    def answer_among(self, choices: Iterable[str]) -> str:
        return next((answer for answer in choices if answer in self.row.answers), "")


def evaluate(
    rows: Iterable[SheetRow],
    snapshot: Snapshot,
    *,
    progress: Callable[[int], None] = lambda _done: None,
) -> list[Verdict]:
    """One verdict a row, in their order. No query; `progress` hears how many are done."""
    verdicts = [Verdict(row, dict(row.values), problems=list(row.problems)) for row in rows]
    claimed = _claimed_people(verdicts, snapshot)
    for done, verdict in enumerate(verdicts, start=1):
        if verdict.is_good:
            _identify(verdict, snapshot, claimed)
        if done % _REPORT_EVERY == 0:
            progress(done)
    _refuse_one_number_twice(verdicts)
    _refuse_one_person_twice(verdicts)
    for slug, code in (("phone", "phone_twice"), ("email", "mail_twice")):
        _refuse_twice(verdicts, slug, code)
    for verdict in verdicts:
        _compare(verdict)
    _refuse_taken(verdicts, snapshot)
    progress(len(verdicts))
    return verdicts


# -- Who is meant ---------------------------------------------------------------------------------


def _claimed_people(verdicts: list[Verdict], snapshot: Snapshot) -> set[int]:
    """People whom some row names by their own number: a namesake elsewhere is another person."""
    owners = (snapshot.by_number.get(v.values.get("staff_number", "").casefold()) for v in verdicts)
    return {owner.pk for owner in owners if owner}


def _identify(verdict: Verdict, snapshot: Snapshot, claimed: set[int]) -> None:
    _restore_zeros(verdict, snapshot)
    number = verdict.values.get("staff_number")
    by_phone = snapshot.by_phone.get(verdict.values.get("phone", ""))
    if number is None:
        _identify_without_number(verdict, by_phone)
        return
    owner = snapshot.by_number.get(number.casefold())
    if owner:
        # The number is kept as it is stored: letters may differ in case.
        verdict.values["staff_number"] = owner.number
        _take(verdict, owner, "asks_name_differs")
    elif by_phone:
        _ask_whose_phone(verdict, by_phone)
    else:
        _look_for_namesakes(verdict, snapshot, claimed)
    if verdict.is_good and verdict.person is None and "name" not in verdict.values:
        verdict.problems.append(Problem("name_missing", column=label_of("name")))


def _restore_zeros(verdict: Verdict, snapshot: Snapshot) -> None:
    """A sheet whose numbers all lost their zeros: 87 is 0087 when 0087 is on the staff."""
    number, width = verdict.values.get("staff_number", ""), snapshot.number_width
    if not width or not number.isdecimal() or number in snapshot.by_number:
        return
    filled = number.zfill(width)
    if len(number) < width and filled in snapshot.by_number:
        verdict.values["staff_number"] = filled
        said = {"given": number, "number": filled}
        verdict.notes.append(Problem("number_read_as", said, label_of("staff_number")))


def _identify_without_number(verdict: Verdict, by_phone: PersonState | None) -> None:
    if by_phone is None:
        verdict.problems.append(Problem("staff_number_missing", column=label_of("staff_number")))
        return
    if _take(verdict, by_phone, "asks_phone_name_differs"):
        verdict.notes.append(Problem("known_by_phone", {"number": by_phone.number}))


def _take(verdict: Verdict, person: PersonState, code: str) -> bool:
    """The row is about `person`; another name is a doubt. True when it is settled."""
    verdict.person = person
    name = verdict.values.get("name", person.name)
    if name != person.name:
        said = {"number": person.number, "stored": person.name, "name": name}
        asked = Problem(code, said, label_of("name"))
        if not verdict.ask(asked, {SAME: Problem("choice_same", {"name": name})}):
            return False
    if person.status in {User.Status.LEFT, User.Status.RETIRED} or not person.is_active:
        status = str(User.Status(person.status).label)
        verdict.notes.append(Problem("is_not_in_service", {"status": status}))
    return True


def _ask_whose_phone(verdict: Verdict, owner: PersonState) -> None:
    said = {
        "number": verdict.values["staff_number"],
        "stored": owner.name,
        "stored_number": owner.number,
    }
    choices = {
        f"person:{owner.pk}": _choice_of(owner),
        NEW: Problem("choice_new_without_phone"),
    }
    if verdict.ask(Problem("asks_number_unknown", said, label_of("phone")), choices):
        if NEW in verdict.row.answers:
            del verdict.values["phone"]
        else:
            verdict.person = owner


def _look_for_namesakes(verdict: Verdict, snapshot: Snapshot, claimed: set[int]) -> None:
    """A newcomer with a name that is on the staff: perhaps that person with a new number.

    No doubt where that person has a row of their own, or another birth month.
    """
    name = verdict.values.get("name", "")
    doubtful = []
    for namesake in snapshot.by_name.get(name, []):
        if namesake.pk in claimed or _born_otherwise(verdict, namesake):
            verdict.notes.append(Problem("namesake", {"number": namesake.number}))
        else:
            doubtful.append(namesake)
    if not doubtful:
        return
    said = {"name": name, "number": verdict.values["staff_number"]}
    people = {f"person:{person.pk}": person for person in doubtful}
    choices = {answer: _choice_of(person) for answer, person in people.items()}
    asked = Problem("asks_namesake", said, label_of("name"))
    if verdict.ask(asked, choices | {NEW: Problem("choice_new")}):
        verdict.person = people.get(verdict.answer_among(people))


def _choice_of(person: PersonState) -> Problem:
    return Problem("choice_person", {"name": person.name, "number": person.number})


def _born_otherwise(verdict: Verdict, person: PersonState) -> bool:
    stored, given = person.values["birth_month"], verdict.values.get("birth_month")
    return bool(stored and given and stored[:7] != given[:7])


# -- Each number, phone, mail and person once -----------------------------------------------------


def _refuse_one_number_twice(verdicts: list[Verdict]) -> None:
    """Every later row is wrong; the first asks, for either may be the mistaken one."""
    for first, *others in _sharing(verdicts, "staff_number").values():
        for other in others:
            said = {"value": other.values["staff_number"]} | _row_of(first)
            other.problems.append(Problem("number_twice", said, label_of("staff_number")))
        rivals = [other for other in others if other.said_name != first.said_name]
        if rivals and first.is_good:
            said = {"value": first.values["staff_number"]} | _row_of(rivals[0])
            asked = Problem("asks_number_twice", said, label_of("staff_number"))
            first.ask(asked, {THIS_ROW: Problem("choice_this_row")})


def _refuse_one_person_twice(verdicts: list[Verdict]) -> None:
    first_about: dict[int, Verdict] = {}
    for verdict in verdicts:
        if verdict.person is None or not verdict.is_good:
            continue
        first = first_about.setdefault(verdict.person.pk, verdict)
        if first is not verdict:
            verdict.problems.append(Problem("person_twice", _row_of(first)))


def _refuse_twice(verdicts: list[Verdict], slug: str, code: str) -> None:
    good = [verdict for verdict in verdicts if verdict.is_good]
    for first, *others in _sharing(good, slug).values():
        for other in others:
            said = {"value": other.values[slug]} | _row_of(first)
            other.problems.append(Problem(code, said, label_of(slug)))
            about = {"row": other.row.where, "column": label_of(slug)}
            first.notes.append(Problem("also_in_row", about, label_of(slug)))


def _sharing(verdicts: list[Verdict], slug: str) -> dict[str, list[Verdict]]:
    sharing: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        value = verdict.values.get(slug)
        if value:
            sharing[value.casefold()].append(verdict)
    return sharing


def _row_of(verdict: Verdict) -> dict[str, str]:
    return {"row": verdict.row.where, "name": verdict.said_name}


def _refuse_taken(verdicts: list[Verdict], snapshot: Snapshot) -> None:
    """A phone or mail of somebody else, unless their own row gives it up.

    A row that is refused keeps what it has, which may refuse another: so until
    nothing changes. Each round refuses a row at least.
    """
    owners = (
        ("phone", "phone_taken", snapshot.by_phone),
        ("email", "mail_taken", snapshot.by_mail),
    )
    is_settled = False
    while not is_settled:
        good = [verdict for verdict in verdicts if verdict.is_good]
        giving_up = {
            (slug, verdict.person.pk)
            for verdict in good
            if verdict.person
            for slug, _old, _new in verdict.changes
        }
        for verdict in good:
            for slug, code, owner_of in owners:
                owner = owner_of.get(verdict.values.get(slug, ""))
                if owner and owner is not verdict.person and (slug, owner.pk) not in giving_up:
                    verdict.problems.append(_taken(verdict, slug, code, owner))
        is_settled = all(verdict.is_good for verdict in good)


def _taken(verdict: Verdict, slug: str, code: str, owner: PersonState) -> Problem:
    said = {"value": verdict.values[slug], "name": owner.name, "number": owner.number}
    return Problem(code, said, label_of(slug))


# -- What would change ----------------------------------------------------------------------------


def _compare(verdict: Verdict) -> None:
    """Old → new for each cell that says something; an empty cell keeps what is stored.

    In the order of the vocabulary: PostgreSQL gives stored values back in another.
    """
    values = _with_leading(verdict)
    stored = verdict.person.values if verdict.person else {}
    for slug in filter(values.__contains__, FIELD_ORDER):
        given = values[slug]
        old = stored.get(slug, "")
        new = _merged(slug, old, given)
        if new != old and (new or verdict.person):
            verdict.changes.append((slug, old, new))
    _check_dates(verdict)
    if verdict.person is None and not values.get("main_group"):
        verdict.notes.append(Problem("group_missing", column=label_of("main_group")))
    if stored.get("title") and "title" in verdict.values and not verdict.values["title"]:
        said = {"title": TITLE_LABELS[stored["title"]]}
        verdict.notes.append(Problem("title_kept", said, label_of("title")))


def _with_leading(verdict: Verdict) -> Values:
    """A post of 教研组长 or 备课组长 also says who leads; the group's page says who no longer does.

    Of several preparation groups the sheet does not say which is led.
    """
    values = dict(verdict.values)
    stored = verdict.person.values if verdict.person else {}
    posts = values.get("posts", [])
    if LEADS_MAIN_GROUP in posts and (values.get("main_group") or stored.get("main_group")):
        values["leads_main"] = True
    prep_groups = values.get("prep_groups") or stored.get("prep_groups", [])
    if LEADS_PREP_GROUP in posts and len(prep_groups) == 1:
        values["leads_prep"] = True
    return values


def _merged(slug: str, old: Any, new: Any) -> Any:
    """What is stored afterwards: honours only gain, lists have one order.

    是 keeps the class that is known, and 未定级 takes no title away.
    """
    if slug == "title" and not new:
        return old
    if slug == "honours":
        return sorted({*(old or []), *new})
    if slug in {"posts", "prep_groups"}:
        return sorted(new)
    if slug == "class_teacher_of" and new == CLASS_UNKNOWN and old:
        return old
    return new


def _check_dates(verdict: Verdict) -> None:
    joined_on = verdict.values.get("joined_on")
    left_on = verdict.person.left_on if verdict.person else None
    if joined_on and left_on and joined_on > left_on.isoformat():
        label = label_of("joined_on")
        verdict.problems.append(Problem("joined_after_left", {"value": joined_on}, label))
