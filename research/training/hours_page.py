"""One person's hours as their page shows them: a year by category, its lines, the five years."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal import clock
from portal.ui.parts import tag
from research.training.ledger import Ledger, PersonYear, cycle_of
from research.training.models import HourState, Source
from research.training.reckon import ZERO, CategoryRow, CycleReckoning, Line, YearReckoning
from research.training.same import Group
from research.training.words import (
    STATE_TONES,
    category_label,
    counted_steps,
    cycle_steps,
    days_text,
    hours_text,
    owed_steps,
    short_by,
    warns_now,
)

if TYPE_CHECKING:
    from portal.people.models import User


@dataclass(frozen=True)
class ShownCategory:
    label: str
    known: str
    counted: str
    at_most: str
    at_least: str
    missing: str
    waiting: str


@dataclass(frozen=True)
class ShownLine:
    """A thing once: what counts, where it is proved, and who else speaks of it."""

    title: str
    url: str
    days: str
    category: str
    organiser: str
    hours: str
    source: str
    state: SafeString
    certificate: str
    also: list[ShownLine]
    is_doubtful: bool


class HoursPage:
    """`year` within the person's own cycle of five years."""

    def __init__(self, person: User, year: int) -> None:
        self.person, self.year_number = person, year
        self.ledger, self.first_year = _ledger_of(person, year)

    @cached_property
    def year(self) -> PersonYear:
        return self.ledger.year(self.person, self.year_number)

    @property
    def reckoning(self) -> YearReckoning:
        return self.year.reckoning

    @cached_property
    def cycle(self) -> CycleReckoning:
        return self.ledger.cycle(self.person, self.first_year)

    @property
    def verdict(self) -> SafeString:
        if self.reckoning.passes:
            return tag(short_by(self.reckoning.missing), "success", "circle-check")
        return tag(short_by(self.reckoning.missing), "danger", "circle-alert")

    @property
    def counted(self) -> str:
        return hours_text(self.reckoning.counted)

    @property
    def owed(self) -> str:
        return hours_text(self.reckoning.owed.hours)

    @property
    def bar(self) -> tuple[float, float]:
        """Counted and owed, without a decimal that says nothing."""
        counted, owed = float(self.reckoning.counted), float(self.reckoning.owed.hours)
        return (int(counted) if counted.is_integer() else counted), (
            int(owed) if owed.is_integer() else owed
        )

    @property
    def waiting(self) -> str:
        return hours_text(self.reckoning.waiting) if self.reckoning.waiting else ""

    @property
    def owed_steps(self) -> str:
        return owed_steps(self.year.rules, self.reckoning)

    @property
    def counted_steps(self) -> str:
        return counted_steps(self.reckoning)

    @property
    def is_urgent(self) -> bool:
        return not self.reckoning.passes and warns_now(self.year.rules, self.year_number)

    @property
    def forecast(self) -> str:
        """What would be missing if all that waits and is planned came; empty when nothing is."""
        if self.reckoning.passes or self.year.forecast.missing == self.reckoning.missing:
            return ""
        if self.year.forecast.passes:
            return _("You pass as soon as what waits is verified and what is planned is attended.")
        return _("With what waits and what is planned, %(hours)s hours would still be missing.") % {
            "hours": hours_text(self.year.forecast.missing)
        }

    @cached_property
    def categories(self) -> list[ShownCategory]:
        return [_shown_category(row) for row in self.reckoning.rows]

    @cached_property
    def lines(self) -> list[ShownLine]:
        """The newest first, activities apart."""
        return [_shown_group(group) for group in self._groups if not _is_activity(group)]

    @cached_property
    def activities(self) -> list[ShownLine]:
        """Folded away, for there are many of them."""
        return [_shown_group(group) for group in self._groups if _is_activity(group)]

    @property
    def activity_hours(self) -> str:
        hours = [group.line.hours for group in self._groups if _is_activity(group)]
        return hours_text(sum(hours, ZERO))

    @cached_property
    def _groups(self) -> list[Group]:
        return sorted(self.year.groups, key=lambda group: group.line.ends_on, reverse=True)

    @property
    def total(self) -> ShownLine | None:
        return _shown(self.year.total) if self.year.total else None

    @property
    def five_years(self) -> list[tuple[YearReckoning, str, str, SafeString]]:
        return [
            (
                year,
                hours_text(year.owed.hours),
                hours_text(year.counted),
                tag(short_by(year.missing), "success" if year.passes else "quiet"),
            )
            for year in self.cycle.years
        ]

    @property
    def cycle_counted(self) -> str:
        return hours_text(self.cycle.counted)

    @property
    def cycle_verdict(self) -> SafeString:
        tone = ("success", "circle-check") if self.cycle.passes else ("warning", "circle-alert")
        return tag(short_by(self.cycle.missing), *tone)

    @property
    def cycle_steps(self) -> str:
        return cycle_steps(self.year.rules, self.cycle)

    @property
    def years_offered(self) -> list[int]:
        return list(range(clock.today().year, clock.today().year - 9, -1))


def _ledger_of(person: User, year: int) -> tuple[Ledger, int]:
    return cycle_of(person, year)


def _is_activity(group: Group) -> bool:
    return group.line.source == Source.ACTIVITY


def _shown_category(row: CategoryRow) -> ShownCategory:
    return ShownCategory(
        category_label(row.category),
        hours_text(row.known),
        hours_text(row.counted),
        "" if row.at_most is None else hours_text(row.at_most),
        hours_text(row.at_least) if row.at_least else "",
        hours_text(row.missing) if row.missing else "",
        hours_text(row.waiting) if row.waiting else "",
    )


def _shown_group(group: Group) -> ShownLine:
    others = [_shown(line) for line in group.lines[1:]]
    return _shown(group.line, others, is_doubtful=group.is_doubtful)


def _shown(
    line: Line, also: list[ShownLine] | None = None, *, is_doubtful: bool = False
) -> ShownLine:
    state = HourState(line.state)
    return ShownLine(
        line.title or str(Source(line.source).label),
        line.url,
        days_text(line),
        category_label(line.category),
        line.organiser,
        hours_text(line.hours),
        str(Source(line.source).label),
        tag(state.label, *STATE_TONES[state]),
        line.certificate,
        also or [],
        is_doubtful,
    )
