"""The files of an import against the staff and what is filed: matched, doubtful, wrong or known.

Judging asks the database for a snapshot once and then needs no query; it may
be repeated, with the answers given so far. An answer counts only while its
choice stands. Nothing here is written about anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portal.people.models import User
from portal.records.complete import min_characters_of
from portal.records.kinds import kinds
from portal.records.models import Attachment, Record, State, WordFile, WordImport
from portal.records.word import sentences  # noqa: F401 - registers the words
from portal.records.word.names import Directory, Match, Person, match_file
from portal.sheets.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

Outcome = WordFile.Outcome
AGAIN, SKIP = "again", "skip"
JUDGED = ("outcome", "person_id", "title", "problems", "notes", "question")


@dataclass
class Snapshot:
    """`titles`: (author, title) filed or waiting; `known`: (author, document) imported before."""

    directory: Directory
    needed: int
    titles: set[tuple[int, str]]
    known: set[tuple[int, str]]


@dataclass
class _Seen:
    """What stood earlier in the same ZIP."""

    documents: dict[tuple[int, str], str] = field(default_factory=dict)
    titles: dict[tuple[int, str], str] = field(default_factory=dict)


def load_snapshot(run: WordImport, rows: Iterable[WordFile]) -> Snapshot:
    """Four queries."""
    people = User.objects.in_service().select_related("main_group")
    standing = Record.objects.filter(kind=run.kind, term=run.term).exclude(state=State.WITHDRAWN)
    attached = Attachment.objects.filter(
        record__kind=run.kind, sha256__in=[row.sha256 for row in rows if row.sha256]
    ).exclude(record__state=State.WITHDRAWN)
    return Snapshot(
        directory=Directory(_person(user) for user in people),
        needed=min_characters_of(kinds.get(run.kind)),
        titles={(pk, _plain(title)) for pk, title in standing.values_list("author_id", "title")},
        known=set(attached.values_list("record__author_id", "sha256")),
    )


def _person(user: User) -> Person:
    group = user.main_group.name if user.main_group else ""
    return Person(user.pk, user.name, user.staff_number, group, user.pinyin)


def judge_rows(rows: Sequence[WordFile], snapshot: Snapshot) -> bool:
    """Set each row's verdict, in their order; True when any is another than before."""
    seen = _Seen()
    changed = False
    for row in rows:
        before = [getattr(row, name) for name in JUDGED]
        _judge(row, snapshot, seen)
        changed = changed or before != [getattr(row, name) for name in JUDGED]
    return changed


def _judge(row: WordFile, snapshot: Snapshot, seen: _Seen) -> None:
    row.person_id, row.problems, row.notes, row.question = None, list(row.misread), [], {}
    match = match_file(row.entry, snapshot.directory)
    row.title = (match.title or row.heading)[:120]
    if row.misread:
        row.outcome = Outcome.WRONG
        return
    if SKIP in answers_of(row):
        row.outcome, row.problems = Outcome.WRONG, [Problem("word_left_out").to_json()]
        return
    person = match.person or _answered(row, match, snapshot)
    if person is None:
        _ask(row, _doubt_of(match), [_choice(other) for other in match.people])
        return
    row.person_id = person.pk
    _judge_for(person, row, snapshot, seen)


def _judge_for(person: Person, row: WordFile, snapshot: Snapshot, seen: _Seen) -> None:
    document, title = (person.pk, row.sha256), (person.pk, _plain(row.title))
    told = {"name": person.name}
    row.outcome = Outcome.KNOWN
    if document in snapshot.known:
        row.notes = [Problem("word_known", told).to_json()]
    elif document in seen.documents:
        row.notes = [Problem("word_same_as", {"other": seen.documents[document]}).to_json()]
    elif title in seen.titles and AGAIN not in answers_of(row):
        _ask(row, Problem("word_twice", told | {"other": seen.titles[title]}), [_AGAIN])
    elif title in snapshot.titles and row.title and AGAIN not in answers_of(row):
        _ask(row, Problem("word_filed_already", told), [_AGAIN])
    else:
        _accept(row, snapshot)
    seen.documents.setdefault(document, row.entry)
    if row.title:
        seen.titles.setdefault(title, row.entry)


def _accept(row: WordFile, snapshot: Snapshot) -> None:
    row.outcome = Outcome.GOOD
    if row.characters < snapshot.needed:
        told = {"count": row.characters, "needed": snapshot.needed}
        row.notes = [Problem("word_short", told).to_json()]


_AGAIN: list[Any] = [AGAIN, Problem("word_choice_again").to_json()]


def _ask(row: WordFile, asked: Problem, choices: list[list[Any]]) -> None:
    row.outcome = Outcome.ASKS
    left_out = [SKIP, Problem("word_choice_leave_out").to_json()]
    row.question = {"asked": asked.to_json(), "choices": [*choices, left_out]}


def _doubt_of(match: Match) -> Problem:
    name = match.people[0].name if match.people else ""
    return Problem(f"word_{match.certainty}", {"name": name})


def _choice(person: Person) -> list[Any]:
    told = {"name": person.name, "number": person.number, "group": person.group}
    return [str(person.pk), Problem("word_choice_person", told).to_json()]


def _answered(row: WordFile, match: Match, snapshot: Snapshot) -> Person | None:
    """Whom the office chose; where nobody is named it may be anybody on the staff."""
    named = {person.pk for person in match.people}
    for answer in answers_of(row):
        pk = int(answer) if answer.isdigit() else 0
        if pk in named or (match.certainty == "nobody" and pk in snapshot.directory.by_pk):
            return snapshot.directory.by_pk[pk]
    return None


def answers_of(row: WordFile) -> list[str]:
    return [answer for answer in row.answer.split(",") if answer]


def _plain(title: str) -> str:
    return "".join(title.split()).casefold()
