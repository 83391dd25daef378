"""Which lines of one person speak of the same thing, so that nothing counts twice.

By certificate number; else by title and days that lie close. A line meets at
most one of each other source. What is only likely is `doubtful`: it counts
once until the office has said that these are two things. The district's line
stands unless the office decided for the school's. Pure, and the same in
whatever order the lines come.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from rapidfuzz import fuzz

from research.training.models import Source, Verdict
from research.training.reckon import Line

#: Likeness of two titles in percent: from here on the same, from there on perhaps.
SURE, PERHAPS = 85, 62
#: Days between two things that may be one: sure, or only perhaps.
NEAR_DAYS, FAR_DAYS = 7, 31
#: Stronger than any likeness of titles.
BY_CERTIFICATE = 200
#: Shorter numbers ("3", "12") name no certificate.
SHORTEST_CERTIFICATE = 5

#: Whose figures stand, best first.
RANK = {Source.DISTRICT: 0, Source.SESSION: 1, Source.CLAIM: 2, Source.ACTIVITY: 3}

_NOISE = re.compile(r"[\W_]+")
Pairs = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Group:
    """Lines about one thing. `line` is the one that counts, the first of `lines`."""

    lines: tuple[Line, ...]
    is_doubtful: bool = False
    verdict: str = ""

    @property
    def line(self) -> Line:
        return self.lines[0]

    @property
    def district(self) -> Line | None:
        return next((line for line in self.lines if line.source == Source.DISTRICT), None)

    @property
    def school(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.source != Source.DISTRICT)


def pair_of(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


@lru_cache(maxsize=4096)
def plain_certificate(number: str) -> str:
    """Letters and digits alone, in capitals; empty when it is too short to mean anything."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", number)).upper()
    return plain if len(plain) >= SHORTEST_CERTIFICATE else ""


@lru_cache(maxsize=4096)
def plain_title(title: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", title)).lower()


def groups_of(lines: Iterable[Line], decisions: Pairs) -> list[Group]:
    """Every line in exactly one group, in the order of days."""
    ordered = sorted(lines, key=lambda line: (line.starts_on, line.key))
    joined = {line.key: [line] for line in ordered}
    doubtful: set[str] = set()
    for _strength, is_sure, one, other in sorted(_candidates(ordered, decisions), reverse=True):
        left, right = joined[one], joined[other]
        if left is right or not _may_join(left, right, decisions):
            continue
        left += right
        for line in right:
            joined[line.key] = left
        if not is_sure:
            doubtful |= {line.key for line in left}
    seen: dict[int, list[Line]] = {id(group): group for group in joined.values()}
    return [_group(members, doubtful, decisions) for members in seen.values()]


def _candidates(
    lines: list[Line], decisions: Pairs
) -> Iterator[tuple[tuple[float, int], bool, str, str]]:
    for one, other in _pairs(lines):
        if decisions.get(pair_of(one.key, other.key)) == Verdict.DIFFERENT:
            continue
        likeness = _likeness(one, other)
        if likeness is not None:
            strength, gap, is_sure = likeness
            yield (strength, -gap), is_sure, *pair_of(one.key, other.key)


def _pairs(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    """Lines of different sources, and those of one source that name a certificate."""
    by_source: dict[str, list[Line]] = {}
    for line in lines:
        by_source.setdefault(line.source, []).append(line)
    for ours, theirs in combinations(by_source.values(), 2):
        yield from product(ours, theirs)
    for ours in by_source.values():
        yield from combinations([line for line in ours if line.certificate], 2)


def _likeness(one: Line, other: Line) -> tuple[float, int, bool] | None:
    """(strength, days between, whether it is sure); None where they are two things."""
    gap = _days_between(one, other)
    ours, theirs = plain_certificate(one.certificate), plain_certificate(other.certificate)
    if ours and ours == theirs:
        return BY_CERTIFICATE, gap, True
    if one.source == other.source or gap > FAR_DAYS or (ours and theirs):
        return None
    likeness = fuzz.ratio(plain_title(one.title), plain_title(other.title))
    if likeness >= SURE:
        return likeness, gap, gap <= NEAR_DAYS
    if likeness >= PERHAPS and gap <= 1:
        return likeness, gap, False
    return None


def _days_between(one: Line, other: Line) -> int:
    return max(0, (other.starts_on - one.ends_on).days, (one.starts_on - other.ends_on).days)


def _may_join(left: list[Line], right: list[Line], decisions: Pairs) -> bool:
    """No two things of one source become one, unless a certificate says so."""
    for one in left:
        for other in right:
            if decisions.get(pair_of(one.key, other.key)) == Verdict.DIFFERENT:
                return False
            is_certain = plain_certificate(one.certificate) and plain_certificate(
                one.certificate
            ) == plain_certificate(other.certificate)
            if one.source == other.source and not is_certain:
                return False
    return True


def _group(members: list[Line], doubtful: set[str], decisions: Pairs) -> Group:
    verdict = next(
        (
            decisions[pair_of(one.key, other.key)]
            for one, other in combinations(sorted(members, key=lambda line: line.key), 2)
            if pair_of(one.key, other.key) in decisions
        ),
        "",
    )

    def rank(line: Line) -> tuple[bool, int, bool, str]:
        is_passed_over = verdict == Verdict.SCHOOL and line.source == Source.DISTRICT
        return is_passed_over, RANK[Source(line.source)], not line.is_verified, line.key

    is_doubtful = not verdict and any(line.key in doubtful for line in members)
    return Group(tuple(sorted(members, key=rank)), is_doubtful and len(members) > 1, verdict)
