"""What stands in a teacher's archive for a term: one query over Participation.

Whatever the person took part in and was filed stands under the section its
kind names, at once, with its state. Completeness is what is met of what is
owed, per section (docs/rules.md#archive-sections): records filed, up to what is owed, over
records owed in the whole term; what is excused has left both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from portal.archive.rules import groups_led, sees_every_archive
from portal.archive.sections import SECTIONS, Section
from portal.deadlines.models import Requirement
from portal.deadlines.owed import owed_by
from portal.deadlines.progress import OwedLine, Progress
from portal.prepared import prepared
from portal.records.kinds import RecordKind, kinds
from portal.records.models import Part, Participation, Record
from portal.ui.dates import school_date
from portal.ui.markup import escaped, link
from portal.ui.parts import state_badge

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

#: Handed in, whatever became of it; drafts and withdrawn records are nobody's archive.
FILED = ("submitted", "returned", "accepted")


@dataclass(frozen=True)
class Entry:
    """A record in the archive, and as what the person took part."""

    kind: RecordKind
    record_id: int
    title: str
    occurred_on: date
    state: str
    part: str
    detail: str
    url: str

    @property
    def part_label(self) -> str:
        """Said only where the person is not simply its author."""
        if self.part == Part.AUTHOR:
            return ""
        return self.detail or str(Part(self.part).label)

    @property
    def line(self) -> SafeString:
        """The entry as a row; made here because a template per row is slow."""
        part = f" · {escaped(self.part_label)}" if self.part_label else ""
        return SafeString(
            f'<li>{link(self.url, self.title)}<span class="entry-kind">'
            f'{escaped(self.kind.label)}{part}</span><span class="entry-date">'
            f"{school_date(self.occurred_on)}</span>{state_badge(self.state)}</li>"
        )


@dataclass
class SectionPart:
    """A subdivision with its entries, newest first."""

    code: str
    label: str | Promise
    entries: list[Entry] = field(default_factory=list)


@dataclass
class SectionContents:
    """A section with its parts, what is owed under it, and how much of that is met."""

    section: Section
    parts: list[SectionPart]
    owed: list[OwedLine] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(part.entries) for part in self.parts)

    @property
    def progress(self) -> Progress:
        return Progress.sum(line.progress for line in self.owed)

    @property
    def is_facts(self) -> bool:
        return self.section.code == "A"

    @property
    def is_empty(self) -> bool:
        return not self.is_facts and not self.count

    @property
    def filled_parts(self) -> list[SectionPart]:
        return [part for part in self.parts if part.entries]


@dataclass(frozen=True)
class Archive:
    person: User
    term: Term
    sections: Sequence[SectionContents]

    @property
    def progress(self) -> Progress:
        """Of all sections together; what is shown as the archive's completeness."""
        return Progress.sum(section.progress for section in self.sections)

    @property
    def count(self) -> int:
        return sum(section.count for section in self.sections)

    def entries(self) -> Iterator[tuple[Section, SectionPart, Entry]]:
        for contents in self.sections:
            for part in contents.parts:
                for entry in part.entries:
                    yield contents.section, part, entry


def archive_of(person: User, term: Term, *, viewer: User, at: datetime | None = None) -> Archive:
    """The person's archive as the viewer may read it; two queries and those of `owed_by`."""
    sections = [_empty(section) for section in SECTIONS]
    parts = {part.code: part for contents in sections for part in contents.parts}
    for entry in _entries(person, term, viewer):
        part = parts.get(entry.kind.archive_section)
        if part is not None:
            part.entries.append(entry)
    by_letter = {contents.section.code: contents for contents in sections}
    for line in _owed(person, term, viewer, at):
        letter = line.requirement.record_kind.archive_section[:1]
        if letter in by_letter:
            by_letter[letter].owed.append(line)
    return Archive(person, term, sections)


def _empty(section: Section) -> SectionContents:
    """A section without records; one part of its own code where it has no subdivisions."""
    parts = section.parts or ((section.code, section.label),)
    return SectionContents(section, [SectionPart(code, label) for code, label in parts])


def _entries(person: User, term: Term, viewer: User) -> Iterator[Entry]:
    rows: Iterable[tuple] = _filed_by(person.pk, term.pk)
    if viewer.pk != person.pk:
        visible = Record.objects.visible_to(viewer).values("pk")
        rows = _parts(person.pk, term.pk).filter(record__in=visible)
    addresses = Addresses()
    for slug, pk, title, on, state, part, detail in rows:
        if slug in kinds:
            kind = kinds.get(slug)
            url = addresses.of(kind, pk)
            yield Entry(kind, pk, title or str(kind.label), on, state, part, detail, url)


def _parts(person: int, term: int) -> QuerySet:
    return (
        Participation.objects.filter(person_id=person, record__term_id=term)
        .filter(record__state__in=FILED)
        .order_by("-record__occurred_on", "-record_id", "part")
        .values_list(
            "record__kind",
            "record_id",
            "record__title",
            "record__occurred_on",
            "record__state",
            "part",
            "detail",
        )
    )


@prepared
def _filed_by(person: int, term: int) -> QuerySet:
    """What a person sees in their own archive."""
    return _parts(person, term)


def _owed(person: User, term: Term, viewer: User, at: datetime | None) -> Iterator[OwedLine]:
    """What the person owes; for a leader, without what another group asks for."""
    lines = owed_by(person, term, at=at)
    if viewer.pk == person.pk or sees_every_archive(viewer):
        yield from lines
        return
    led = groups_led(viewer)
    for line in lines:
        asked = line.requirement
        if asked.audience != Requirement.Audience.GROUP or asked.group_id in led:
            yield line


class Addresses:
    """Addresses of records by one lookup per kind: a reverse per row costs more than its query."""

    def __init__(self) -> None:
        self._around: dict[str, tuple[str, str]] = {}

    def of(self, kind: RecordKind, pk: int) -> str:
        around = self._around.get(kind.slug)
        if around is None:
            before, _zero, after = kind.url("detail", pk=0).rpartition("0")
            around = self._around[kind.slug] = (before, after)
        return f"{around[0]}{pk}{around[1]}"
