"""Whose file it is: 姓名-题目.docx, and the other ways in which schools name them.

`match_file` reads the parts between separators: a staff number is certain, a
name is if only one person bears it. Everything else is a doubt with the people
it may be; whoever imports decides, the portal never guesses.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

#: Between the parts of a name; brackets and spaces part only where these do not help.
_STRONG = re.compile(r"[^-_—–－~+＋|,，、·;；]+")
_WEAK = re.compile(r"[^-_—–－~+＋|,，、·;；\s()（）\[\]【】]+")
_EDGE = " \t\u3000-_—–－~+＋|,，、·;；."
_DOUBLED = re.compile(r"([-_—–－~+＋|,，、·;；]\s*){2,}")
_EMPTY_BRACKETS = re.compile(r"[(（\[【]\s*[)）\]】]")
_SERIAL = re.compile(r"^\d{1,3}\s*[-_.、．)）]\s*(?=\D)")
_NUMBERED = re.compile(r"(?P<number>[A-Za-z]{0,3}\d{2,})(?P<name>[^\dA-Za-z].*)")
_NAMED = re.compile(r"(?P<name>.*[^\dA-Za-z])(?P<number>[A-Za-z]{0,3}\d{2,})")
_COURTESY = re.compile(r"^(?:教师|姓名|作者)[:：]?|(?:老师|教师)$")
_SHORTEST_INSIDE = 2

Certainty = Literal["sure", "namesakes", "several", "differs", "inside", "nobody"]


@dataclass(frozen=True)
class Person:
    pk: int
    name: str
    number: str
    group: str = ""
    pinyin: str = ""


@dataclass(frozen=True)
class Match:
    """`people`: the one it is when `sure`, else those it may be."""

    certainty: Certainty
    people: tuple[Person, ...]
    title: str

    @property
    def person(self) -> Person | None:
        return self.people[0] if self.certainty == "sure" else None


class Directory:
    """The staff by number and by name."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = sorted(people, key=lambda person: (person.name, person.number))
        self.by_pk = {person.pk: person for person in self.people}
        self.by_number = {_squeezed(person.number): person for person in self.people}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            self.by_name[_squeezed(person.name)].append(person)

    def like(self, words: str) -> list[Person]:
        """One character off, as 林晓 and 林小 are: to ask, never to take."""
        parts = {_squeezed(part) for part in _WEAK.findall(words)}
        return [
            person
            for person in self.people
            if any(_one_off(_squeezed(person.name), part) for part in parts)
        ]


@dataclass(frozen=True)
class _Part:
    start: int
    end: int
    words: str


def match_file(path: str, directory: Directory) -> Match:
    """`path` is the file's in the ZIP; its folders are asked where its name says nobody."""
    where = PurePosixPath(path)
    stem = unicodedata.normalize("NFC", _stem(where.name))
    for pattern in (_STRONG, _WEAK):
        found = _among(_parts(stem, pattern, directory), directory)
        if found:
            used, certainty, people = found
            return Match(certainty, people, _title(stem, used))
    for folder in reversed(where.parent.parts):
        found = _among(_parts(folder, _WEAK, directory), directory)
        if found:
            return Match(found[1], found[2], _title(stem, []))
    return _doubt(stem, directory)


def title_without(name: str, people: Iterable[Person]) -> str:
    """The title in a file's name, once its own people are taken out of it."""
    return match_file(name, Directory(people)).title


def _doubt(stem: str, directory: Directory) -> Match:
    squeezed = _squeezed(stem)
    inside = [
        person
        for name, bearers in directory.by_name.items()
        if len(name) >= _SHORTEST_INSIDE and (squeezed.startswith(name) or squeezed.endswith(name))
        for person in bearers
    ]
    if inside:
        return Match("inside", tuple(inside), _title(stem, []))
    return Match("nobody", tuple(directory.like(stem)[:6]), _title(stem, []))


def _among(
    parts: list[_Part], directory: Directory
) -> tuple[list[_Part], Certainty, tuple[Person, ...]] | None:
    """The parts that name somebody, how sure that is, and whom; None where nobody is named."""
    numbers = [part for part in parts if part.words in directory.by_number]
    names = [part for part in parts if part.words in directory.by_name]
    numbered = {directory.by_number[part.words] for part in numbers}
    named = {person for part in names for person in directory.by_name[part.words]}
    if not numbered and not named:
        return None
    used = numbers + names
    if len(numbered) == 1 and (not named or numbered <= named):
        return used, "sure", tuple(numbered)
    if numbered:
        return used, "several" if len(numbered) > 1 else "differs", _sorted(numbered | named)
    if len({part.words for part in names}) > 1:
        return used[:1], "several", _sorted(named)
    return used[:1], "sure" if len(named) == 1 else "namesakes", _sorted(named)


def _sorted(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda person: (person.name, person.number)))


def _parts(text: str, pattern: re.Pattern[str], directory: Directory) -> list[_Part]:
    """The parts with where they stand; two that only together are a name are one (林 晓)."""
    parts: list[_Part] = []
    for found in pattern.finditer(text):
        parts += _taken_apart(found.start(), found[0], directory)
    joined = [
        _Part(left.start, right.end, left.words + right.words)
        for left, right in itertools.pairwise(parts)
        if left.words + right.words in directory.by_name
        and not text[left.end : right.start].strip()
    ]
    return parts + joined


def _taken_apart(start: int, words: str, directory: Directory) -> list[_Part]:
    """1001林晓 and 林晓1001 are a number and a name, where the number is somebody's."""
    for shape in (_NUMBERED, _NAMED):
        found = shape.fullmatch(words.strip())
        if found and _squeezed(found["number"]) in directory.by_number:
            offset = start + words.index(words.strip())
            return [
                _Part(offset + found.start(n), offset + found.end(n), _person_words(found[n]))
                for n in ("number", "name")
            ]
    return [_Part(start, start + len(words), _person_words(words))]


def _person_words(words: str) -> str:
    return _COURTESY.sub("", _squeezed(words))


def _squeezed(words: str) -> str:
    """Full-width digits as plain ones, no spaces, no case."""
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


def _title(stem: str, used: list[_Part]) -> str:
    """What is left of the name without the parts that named the person, and a serial number."""
    for part in sorted(used, key=lambda part: part.start, reverse=True):
        stem = stem[: part.start] + stem[part.end :]
    stem = _EMPTY_BRACKETS.sub("", stem)
    stem = _DOUBLED.sub(lambda run: run[0].strip()[0], stem).strip(_EDGE)
    return _SERIAL.sub("", stem).strip(_EDGE)


def _stem(name: str) -> str:
    return re.sub(r"\.(?:docx?|wps|docm)$", "", name, flags=re.IGNORECASE)


def _one_off(name: str, other: str) -> bool:
    if len(name) != len(other) or len(name) < _SHORTEST_INSIDE or name == other:
        return False
    return sum(a != b for a, b in zip(name, other, strict=True)) == 1
