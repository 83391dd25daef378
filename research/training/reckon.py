"""The arithmetic of hours: what one person owes in a year, what counts, what is missing.

Pure functions over plain values; the order of the lines does not matter.
Hours are decimals in halves. Rule: docs/rules.md#training-hours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from research.training.models import Category, HourState, Source
from research.training.rule_book import Rules

ZERO = Decimal(0)
#: Leave is dated by days; so many of them make a month of it.
DAYS_OF_A_MONTH = 30


@dataclass(frozen=True)
class Line:
    """One thing one source says a person did. `kind`: of an activity, its kind of record."""

    key: str
    source: str
    category: str
    title: str
    hours: Decimal
    starts_on: date
    ends_on: date
    state: str = HourState.VERIFIED
    certificate: str = ""
    organiser: str = ""
    level: str = ""
    kind: str = ""
    url: str = ""

    @property
    def is_verified(self) -> bool:
        return self.state == HourState.VERIFIED


@dataclass(frozen=True)
class Times:
    """When the person was there: what the school knows of their service, and days of leave."""

    joined_on: date | None = None
    left_on: date | None = None
    taught_since: date | None = None
    leave_days: int = 0


@dataclass(frozen=True)
class Owed:
    """`new_months` of `months` lie in the first twelve of teaching; `is_exempt` by leave."""

    hours: Decimal
    months: int
    new_months: int
    is_exempt: bool

    @property
    def usual_months(self) -> int:
        return self.months - self.new_months


@dataclass(frozen=True)
class CategoryRow:
    """Of one category: known, counted after its caps, the cap, what is asked and missing of it."""

    category: str
    known: Decimal
    counted: Decimal
    at_most: Decimal | None
    at_least: Decimal
    waiting: Decimal = ZERO

    @property
    def lost(self) -> Decimal:
        return self.known - self.counted

    @property
    def missing(self) -> Decimal:
        return max(ZERO, self.at_least - self.counted)


@dataclass(frozen=True)
class YearReckoning:
    """`difference`: what the district's total adds or takes, where one stands."""

    year: int
    owed: Owed
    rows: tuple[CategoryRow, ...]
    difference: Decimal
    counted: Decimal
    waiting: Decimal

    @property
    def missing(self) -> Decimal:
        """Of the whole, or of categories that ask for hours of their own: whichever is more."""
        return max(ZERO, self.owed.hours - self.counted, self.missing_in_categories)

    @property
    def missing_in_categories(self) -> Decimal:
        return sum((row.missing for row in self.rows), ZERO)

    @property
    def passes(self) -> bool:
        return self.missing == 0

    @property
    def surplus(self) -> Decimal:
        return max(ZERO, self.counted - self.owed.hours)


def to_halves(hours: Decimal) -> Decimal:
    """The nearest half, a quarter up."""
    return (hours * 2).quantize(Decimal(1), ROUND_HALF_UP) / 2


def months_there(year: int, times: Times) -> range:
    """The months of the year in which the person was at school, by their numbers."""
    first, last = 1, 12
    if times.joined_on is not None:
        first = _month_within(times.joined_on, year, before=1, after=13)
    if times.left_on is not None:
        last = _month_within(times.left_on, year, before=0, after=12)
    return range(first, max(last, first - 1) + 1)


def _month_within(day: date, year: int, *, before: int, after: int) -> int:
    if day.year != year:
        return before if day.year < year else after
    return day.month


def owed_in(year: int, rules: Rules, times: Times) -> Owed:
    """A joiner owes in proportion to months; the first twelve months of teaching owe more.

    Leave of the rules' months exempts the whole year.
    """
    there = months_there(year, times)
    new = sum(1 for month in there if _is_new(year, month, times.taught_since))
    is_exempt = times.leave_days >= rules.exempting_leave_months * DAYS_OF_A_MONTH
    if is_exempt:
        return Owed(ZERO, len(there), new, is_exempt=True)
    usual = len(there) - new
    hours = (rules.first_year_hours * new + rules.yearly_hours * usual) / 12
    return Owed(to_halves(hours), len(there), new, is_exempt=False)


def _is_new(year: int, month: int, since: date | None) -> bool:
    return since is not None and 0 <= (year - since.year) * 12 + month - since.month < 12


def reckon(
    year: int,
    rules: Rules,
    times: Times,
    lines: Iterable[Line],
    total: Line | None = None,
) -> YearReckoning:
    """`lines` are those that stand, each thing once; `total` the district's, where it stands.

    A total says what counts up to its day; what is verified of later days is added.
    """
    lines = list(lines)
    verified = [line for line in lines if line.is_verified]
    waiting = [line for line in lines if line.state == HourState.CLAIMED]
    owed = owed_in(year, rules, times)
    rows = _rows(rules, owed, verified, waiting)
    counted = sum((row.counted for row in rows), ZERO)
    difference = ZERO
    if total is not None:
        later = [line for line in verified if line.ends_on > total.ends_on]
        stands = total.hours + sum((r.counted for r in _rows(rules, owed, later, [])), ZERO)
        difference = stands - counted
    waiting_hours = sum((line.hours for line in waiting), ZERO)
    return YearReckoning(year, owed, rows, difference, counted + difference, waiting_hours)


def if_all_comes(
    year: int, rules: Rules, times: Times, lines: Iterable[Line], total: Line | None = None
) -> YearReckoning:
    """The forecast: what waits is verified, and what is planned is attended."""
    hoped = [replace(line, state=HourState.VERIFIED) for line in lines]
    return reckon(year, rules, times, hoped, total)


def _rows(
    rules: Rules, owed: Owed, verified: list[Line], waiting: list[Line]
) -> tuple[CategoryRow, ...]:
    known = _by_category(verified)
    capped = _by_category(_within_activity_caps(rules, verified))
    hoped = _by_category(waiting)
    rows = []
    for category in Category.values:
        rule = rules.of_category(category)
        asked = ZERO if owed.is_exempt else to_halves((rule.at_least or ZERO) * owed.months / 12)
        if not (known[category] or hoped[category] or asked):
            continue
        counted = capped[category]
        if rule.at_most is not None:
            counted = min(counted, rule.at_most)
        rows.append(
            CategoryRow(category, known[category], counted, rule.at_most, asked, hoped[category])
        )
    return tuple(rows)


def _by_category(lines: Iterable[Line]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        sums[line.category] += line.hours
    return sums


def _within_activity_caps(rules: Rules, lines: list[Line]) -> list[Line]:
    """Activities give no more than the cap of their rule; other lines stay as they are."""
    kept = [line for line in lines if line.source != Source.ACTIVITY]
    for rule in rules.activities:
        given = [
            line
            for line in lines
            if line.source == Source.ACTIVITY
            and (line.kind, line.category) == (rule.kind, rule.category)
        ]
        hours = sum((line.hours for line in given), ZERO)
        if rule.at_most is not None:
            hours = min(hours, rule.at_most)
        if given and hours:
            kept.append(replace(given[0], hours=hours))
    return kept


@dataclass(frozen=True)
class CycleReckoning:
    """Five years of one person. `owed` leaves out months not at school and exempt years."""

    first_year: int
    years: tuple[YearReckoning, ...]
    owed: Decimal
    months: int

    @property
    def last_year(self) -> int:
        return self.first_year + 4

    @property
    def counted(self) -> Decimal:
        return sum((year.counted for year in self.years), ZERO)

    @property
    def missing(self) -> Decimal:
        return max(ZERO, self.owed - self.counted)

    @property
    def passes(self) -> bool:
        return self.missing == 0


def reckon_cycle(first_year: int, rules: Rules, years: Iterable[YearReckoning]) -> CycleReckoning:
    """The five-year total, in proportion to the months that count of sixty."""
    years = tuple(years)
    months = sum(0 if year.owed.is_exempt else year.owed.months for year in years)
    owed = to_halves(rules.five_year_hours * months / 60)
    return CycleReckoning(first_year, years, owed, months)


def cycle_start(year: int, times: Times, stored: int | None) -> int:
    """The first of the five years that hold `year`, counted from the person's own beginning."""
    begun = stored
    if begun is None:
        day = times.joined_on or times.taught_since
        begun = day.year if day else year
    return begun + (year - begun) // 5 * 5
