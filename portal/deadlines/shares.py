"""A person's share of one requirement: how much is owed, by when, and why so much.

Rule: docs/rules.md#owed. A rhythm owes its count in each span that counts for
the person. A requirement of the whole term owes its count in proportion to the
weeks that count for the person, rounded half up: one narrative is therefore
waived for who is away for more than half of the term, and owed in full
otherwise. An excuse for that one requirement which holds on its due day
waives it whatever the weeks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from portal.deadlines.presence import Lost, TermWeeks

if TYPE_CHECKING:
    from portal.deadlines.models import Excuse, Requirement
    from portal.people.models import User

LAST_MINUTE = time(23, 59)


def end_of_day(day: date) -> datetime:
    """23:59 at school; deadlines include the minute they name."""
    return datetime.combine(day, LAST_MINUTE, timezone.get_current_timezone())


def has_passed(due_at: datetime, at: datetime) -> bool:
    """A deadline of 23:59 has passed at 24:00, not before."""
    return at >= due_at + timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Span:
    """One turn of a rhythm (a week, a fortnight), or the whole of a term."""

    first_week: int
    last_week: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The figures behind an amount owed, so that the page can show the sum.

    `unit_weeks` is the length of a span; 0 means a share of the term.
    """

    total: int
    lost: tuple[tuple[Lost, int], ...]
    count: int
    owed: int
    unit_weeks: int
    is_waived: bool = False

    @property
    def counted(self) -> int:
        return self.total - sum(n for _reason, n in self.lost)

    @property
    def terms(self) -> list[str]:
        """`20 weeks`, `− 1 with fewer than 3 working days`, …"""
        first = _spans(self.total, self.unit_weeks)
        return [first, *(_less(reason, n) for reason, n in self.lost)]

    @property
    def sentence(self) -> str:
        """The whole sum in the reader's language, as one line."""
        if self.is_waived:
            return gettext("waived: excused on the day it is due")
        if self.unit_weeks == 0:
            return self._share_of_term()
        left = " ".join(self.terms)
        if self.lost:
            left = f"{left} = {_spans(self.counted, self.unit_weeks)}"
        return f"{left} × {self.count} = {self.owed}"

    def _share_of_term(self) -> str:
        if not self.lost or self.counted == self.total:
            return gettext("%(count)d in the term") % {"count": self.count}
        weeks = f"{' '.join(self.terms)} = {_spans(self.counted, 0)}"
        return gettext("%(weeks)s; %(count)d × %(counted)d ÷ %(total)d, rounded = %(owed)d") % {
            "weeks": weeks,
            "count": self.count,
            "counted": self.counted,
            "total": self.total,
            "owed": self.owed,
        }


def _spans(n: int, unit_weeks: int) -> str:
    if unit_weeks <= 1:
        return ngettext("%(n)d week", "%(n)d weeks", n) % {"n": n}
    return ngettext("%(n)d span of %(weeks)d weeks", "%(n)d spans of %(weeks)d weeks", n) % {
        "n": n,
        "weeks": unit_weeks,
    }


def _less(reason: Lost, n: int) -> str:
    return gettext("− %(n)d %(reason)s") % {"n": n, "reason": _reason(reason)}


def _reason(reason: Lost) -> str:
    if reason is Lost.SHORT:
        days = settings.PORTAL_WEEK_MIN_WORKING_DAYS
        return gettext("with fewer than %(days)d working days") % {"days": days}
    return str(reason.label)


@dataclass(frozen=True, slots=True)
class Share:
    """What one person owes under one requirement: `each` in every span of `spans`."""

    spans: tuple[Span, ...]
    each: int
    arithmetic: Arithmetic
    span_of_week: Mapping[int, int]

    @classmethod
    def of(cls, spans: tuple[Span, ...], each: int, arithmetic: Arithmetic) -> Share:
        """`span_of_week`: the place in `spans` of the span that a week belongs to."""
        places = {
            week: place
            for place, span in enumerate(spans)
            for week in range(span.first_week, span.last_week + 1)
        }
        return cls(spans, each, arithmetic, places)

    @property
    def owed(self) -> int:
        return self.each * len(self.spans)

    @property
    def is_by_week(self) -> bool:
        """Every span is one week."""
        return len(self.span_of_week) == len(self.spans)

    def fallen_due(self, at: datetime) -> int:
        """How many of the spans have passed; they are in order."""
        return sum(has_passed(span.due_at, at) for span in self.spans)


class Reckoner:
    """Shares of everyone under one requirement; equal shares are computed once."""

    def __init__(self, requirement: Requirement, weeks: TermWeeks) -> None:
        self.requirement = requirement
        self.weeks = weeks
        self._spans = _spans_of(requirement, weeks)
        self._shares: dict[tuple, Share] = {}

    @cached_property
    def whole(self) -> Share:
        """The share of somebody who is there from the first day to the last."""
        return self._reckon(self.weeks.short())

    def share(self, person: User, excuses: Sequence[Excuse]) -> Share:
        if not excuses and self.weeks.spans_all(person):
            return self.whole
        mine = [e for e in excuses if e.requirement_id in {None, self.requirement.pk}]
        if not self.requirement.is_rhythm and self._is_waived(mine):
            return self.waived
        lost = self.weeks.lost_to(person, mine)
        key = tuple(sorted(lost.items()))
        if key not in self._shares:
            self._shares[key] = self._reckon(lost)
        return self._shares[key]

    def _is_waived(self, excuses: Iterable[Excuse]) -> bool:
        due_on = timezone.localdate(self.requirement.due_at)
        return any(e.requirement_id is not None and e.covers(due_on) for e in excuses)

    @cached_property
    def waived(self) -> Share:
        """Nothing owed, by an excuse for this requirement on its due day."""
        sum_ = Arithmetic(1, ((Lost.OTHER, 1),), self.requirement.count, 0, 0, is_waived=True)
        return Share.of((), 0, sum_)

    def _reckon(self, lost: Mapping[int, Lost]) -> Share:
        if self.requirement.is_rhythm:
            return self._reckon_rhythm(lost)
        return self._reckon_term(lost)

    def _reckon_rhythm(self, lost: Mapping[int, Lost]) -> Share:
        counted, reasons = [], Counter[Lost]()
        for span in self._spans:
            weeks = range(span.first_week, span.last_week + 1)
            if all(week in lost for week in weeks):
                reasons[Counter(lost[week] for week in weeks).most_common(1)[0][0]] += 1
            else:
                counted.append(span)
        count = self.requirement.count
        arithmetic = Arithmetic(
            len(self._spans),
            _in_order(reasons),
            count,
            count * len(counted),
            self.requirement.every_weeks,
        )
        return Share.of(tuple(counted), count, arithmetic)

    def _reckon_term(self, lost: Mapping[int, Lost]) -> Share:
        """Weeks that count for nobody leave both sides of the proportion."""
        reasons: Counter[Lost] = Counter(
            reason for reason in lost.values() if reason is not Lost.SHORT
        )
        total = len(self.weeks.weeks) - len(self.weeks.short())
        here = total - sum(reasons.values())
        count = self.requirement.count
        owed = (2 * count * here + total) // (2 * total) if total else count
        arithmetic = Arithmetic(total, _in_order(reasons), count, owed, 0)
        return Share.of(self._spans if owed else (), owed, arithmetic)


def _in_order(reasons: Counter[Lost]) -> tuple[tuple[Lost, int], ...]:
    return tuple((reason, reasons[reason]) for reason in Lost if reasons[reason])


def _spans_of(requirement: Requirement, weeks: TermWeeks) -> tuple[Span, ...]:
    last = len(weeks.weeks)
    if not requirement.is_rhythm:
        assert requirement.due_at is not None  # noqa: S101 - the database's own constraint
        return (Span(1, last, requirement.due_at),)
    step = requirement.every_weeks
    spans = []
    for first in range(1, last + 1, step):
        end = min(first + step - 1, last)
        spans.append(Span(first, end, end_of_day(weeks.weeks[end - 1].sunday)))
    return tuple(spans)
