"""One cell of a timetable: 七(3)语文, 语文 七3, 七3语（单）, 语文 陈静.

A pure parser: text in, lessons out, or a CellProblem that says in words what
is wrong. It never guesses a class; a subject may be missing (the teacher's own
is then meant), a teacher may not.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from portal.sheets.cells import clean_text, parse_class
from portal.sheets.problems import CellProblem
from portal.sheets.read import CellValue
from research.timetable.models import Weeks
from research.timetable.sheet.words import NOT_LESSONS, SubjectWords

_WEEKS = re.compile(r"[(\[【]\s*([单双])\s*周?\s*[)\]】]|([单双])周")
_WEEKS_AT_END = re.compile(r"(?<=\S)([单双])$")
_EVERY = re.compile(r"[(\[【]?(?:单双周|每周)[)\]】]?")
_CLASS = re.compile(
    r"(?<!\d)[1-9]\d{2}(?!\d)班?"
    r"|(?:初|高)?(?:[一二三四五六七八九]|(?<!\d)1[0-2]|(?<!\d)[1-9])"
    r"(?:年级|年|级)?\s*[(\[【.\-]?\s*\d{1,2}\s*[)\]】]?\s*班?"
)
_EDGES = " \t\n\r,;/、|()[]【】:-·"
_NUMBER = re.compile(r"[(\s]*([0-9A-Za-z]{3,20})\s*\)?$")


@dataclass(frozen=True)
class Said:
    """A lesson as its cell says it; "" for what it does not say."""

    class_name: str = ""
    subject: str = ""
    teacher: str = ""
    number: str = ""
    weeks: str = Weeks.EVERY


def text_of(value: CellValue) -> str:
    """The cell on one line, half-width; "" for an empty cell and words for nothing."""
    text = " ".join(clean_text(value).split())
    return "" if text in {"/", "-", "--", "—", "无", "空", "×", "\\"} else text


def is_no_lesson(text: str) -> bool:
    """教研, 值班 …: an hour that is kept free of lessons."""
    return any(word in text for word in NOT_LESSONS) and not _CLASS.search(text)


def parse_for_teacher(text: str, subjects: SubjectWords) -> list[Said]:
    """A cell in the row of a teacher: class and subject, in either order."""
    return [_of_teacher(part, weeks, subjects) for part, weeks in _by_weeks(text, at_end=True)]


def parse_for_class(
    text: str, subjects: SubjectWords, names: Collection[str] = frozenset()
) -> list[Said]:
    """A cell in the row of a class: subject and teacher, in either order."""
    return [
        _of_class(part, weeks, subjects, names) for part, weeks in _by_weeks(text, at_end=False)
    ]


def _by_weeks(text: str, *, at_end: bool) -> list[tuple[str, str]]:
    """The parts of a cell with their weeks: one, or one for the odd and one for the even."""
    text = _EVERY.sub("", text)
    marks = list(_WEEKS.finditer(text))
    if not marks and at_end:
        marks = list(_WEEKS_AT_END.finditer(text))
    if not marks:
        return [(text.strip(_EDGES) and text, Weeks.EVERY)]
    begins_with_mark = not text[: marks[0].start()].strip(_EDGES)
    parts: list[tuple[str, str]] = []
    for n, mark in enumerate(marks):
        if begins_with_mark:
            end = marks[n + 1].start() if n + 1 < len(marks) else len(text)
            part = text[mark.end() : end]
        else:
            part = text[marks[n - 1].end() if n else 0 : mark.start()]
        sign = next(group for group in mark.groups() if group)
        parts.append((part, Weeks.ODD if sign == "单" else Weeks.EVEN))
    rest = "" if begins_with_mark else text[marks[-1].end() :]
    if rest.strip(_EDGES):
        # 七3(单)语文: the mark stands in the middle of one lesson.
        if len(parts) > 1:
            raise CellProblem("lesson_no_class", value=rest.strip(_EDGES)[:40])
        parts = [(f"{parts[0][0]} {rest}", parts[0][1])]
    return parts


def _of_teacher(part: str, weeks: str, subjects: SubjectWords) -> Said:
    found = list(_CLASS.finditer(part))
    if not found:
        raise CellProblem("lesson_no_class", value=part.strip()[:40])
    if len(found) > 1:
        raise CellProblem("lesson_two_classes", value=part.strip()[:40])
    class_name = _class(found[0].group())
    rest = f"{part[: found[0].start()]} {part[found[0].end() :]}"
    return Said(class_name, _subject(rest, subjects), weeks=weeks)


def _class(said: str) -> str:
    name = parse_class(said)
    if not name or "班" not in name:
        raise CellProblem("class_unreadable", value=said.strip()[:40])
    return name


def _subject(rest: str, subjects: SubjectWords) -> str:
    word = "".join(rest.split()).strip(_EDGES)
    if word and subjects.get(word) is None:
        raise CellProblem("lesson_subject", value=word[:40])
    return word


def _of_class(part: str, weeks: str, subjects: SubjectWords, names: Collection[str]) -> Said:
    part = part.strip(_EDGES)
    number = _NUMBER.search(part)
    if number:
        part = part[: number.start()].strip(_EDGES)
    subject, teacher = _subject_and_teacher(part, subjects, names)
    said = number.group(1) if number else ""
    if not teacher and not said:
        raise CellProblem("lesson_no_teacher", value=part[:40])
    return Said("", subject, teacher, said, weeks)


def _subject_and_teacher(
    part: str, subjects: SubjectWords, names: Collection[str]
) -> tuple[str, str]:
    """Split where a known name remains; else where the subject's word is longest."""
    joined = "".join(part.split())
    if joined in names:
        return "", joined
    splits = []
    for word in subjects.longest_first:
        if joined.startswith(word):
            splits.append((word, joined[len(word) :].strip(_EDGES)))
        elif joined.endswith(word):
            splits.append((word, joined[: -len(word)].strip(_EDGES)))
    for subject, teacher in splits:
        if teacher in names:
            return subject, teacher
    words = [word.strip(_EDGES) for word in re.split(r"[\s/,、]+", part) if word.strip(_EDGES)]
    known = [word for word in words if word in names]
    if len(words) == 2 and known:
        other = words[0] if words[1] == known[0] else words[1]
        raise CellProblem("lesson_subject", value=other[:40])
    return splits[0] if splits else ("", joined)
