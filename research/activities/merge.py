"""Merging what two people wrote into one text, sentence by sentence; no word is lost.

`base` is what the writer began from, `theirs` what stands by now, `mine` what
the writer has. Where only one of the two changed a passage that change counts;
where both changed the same sentences both stay, theirs first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: A sentence with its full stop, a line with its break.
_SENTENCE = re.compile(r"[^。！？；.!?;\n]*[。！？；.!?;\n]+|[^。！？；.!?;\n]+$")


@dataclass(frozen=True)
class Merged:
    """`both` are the passages that two people changed: (theirs, mine)."""

    text: str
    both: tuple[tuple[str, str], ...] = ()


def merge(base: str, theirs: str, mine: str) -> Merged:
    if theirs in {base, mine}:
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    return _merge(*(_SENTENCE.findall(text) for text in (base, theirs, mine)))


def _merge(base: list[str], theirs: list[str], mine: list[str]) -> Merged:
    in_theirs, in_mine = _kept(base, theirs), _kept(base, mine)
    out: list[str] = []
    both: list[tuple[str, str]] = []
    at, at_theirs, at_mine = 0, 0, 0
    for k in [*sorted(in_theirs.keys() & in_mine.keys()), None]:
        end = (len(base), len(theirs), len(mine)) if k is None else (k, in_theirs[k], in_mine[k])
        passage = (
            "".join(base[at : end[0]]),
            "".join(theirs[at_theirs : end[1]]),
            "".join(mine[at_mine : end[2]]),
        )
        out.append(_resolve(*passage, both))
        if k is not None:
            out.append(base[k])
            at, at_theirs, at_mine = k + 1, end[1] + 1, end[2] + 1
    return Merged("".join(out), tuple(both))


def _kept(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Sentences of `base` that stand unchanged in `other`: index → index, both rising."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def _resolve(base: str, theirs: str, mine: str, both: list[tuple[str, str]]) -> str:
    if theirs == base:
        return mine
    if mine in (base, theirs):
        return theirs
    if mine.strip() in theirs or theirs.strip() in mine:
        return max(theirs, mine, key=len)
    if base:
        both.append((theirs.strip(), mine.strip()))
    if not theirs.endswith("\n"):
        theirs += "\n"
    return theirs + mine
