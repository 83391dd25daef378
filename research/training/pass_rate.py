"""The school's pass rate (合格率): who passes this year, who would, and who is short by how much.

One definition for the page, the indicators, the reminders and the home page:
teachers in service, those exempt left out; a person passes when nothing is
missing. Rule: docs/rules.md#training-hours.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from portal.people.models import Group, User
from portal.records.per_head import teachers_of
from research.training.ledger import Ledger, PersonYear
from research.training.reckon import ZERO
from research.training.rule_book import Rules


@dataclass(frozen=True)
class GroupRate:
    """`group` None: those without a main group."""

    group: Group | None
    people: int
    passed: int
    forecast: int
    missing: Decimal

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.passed, self.people)

    @property
    def forecast_percent(self) -> Decimal | None:
        return percent_of(self.forecast, self.people)


def percent_of(part: int, whole: int) -> Decimal | None:
    """One decimal; no figure where nobody owes anything."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


class PassRate:
    """A year of the school, or of one group. The queries of the ledger, and one for the people."""

    def __init__(self, year: int, group: Group | None = None) -> None:
        self.year, self.group = year, group

    @cached_property
    def ledger(self) -> Ledger:
        people = teachers_of(self.group).select_related("main_group")
        return Ledger(people.order_by("pinyin", "staff_number"), self.year, self.year, plans=True)

    @property
    def rules(self) -> Rules:
        return self.ledger.book.for_year(self.year)

    @cached_property
    def everybody(self) -> list[PersonYear]:
        return self.ledger.years(self.year)

    @cached_property
    def counted(self) -> list[PersonYear]:
        """Who owes hours at all."""
        return [person for person in self.everybody if person.reckoning.owed.hours]

    @cached_property
    def exempt(self) -> list[PersonYear]:
        return [person for person in self.everybody if not person.reckoning.owed.hours]

    @cached_property
    def short(self) -> list[PersonYear]:
        """Who is short, by how much most first; of equals by pinyin."""
        short = [person for person in self.counted if not person.reckoning.passes]
        return sorted(short, key=lambda person: -person.reckoning.missing)

    @property
    def people(self) -> int:
        return len(self.counted)

    @property
    def passed(self) -> int:
        return self.people - len(self.short)

    @cached_property
    def forecast_passed(self) -> int:
        return sum(person.forecast.passes for person in self.counted)

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.passed, self.people)

    @property
    def forecast_percent(self) -> Decimal | None:
        return percent_of(self.forecast_passed, self.people)

    @cached_property
    def hours_per_person(self) -> Decimal | None:
        if not self.everybody:
            return None
        hours = sum((person.reckoning.counted for person in self.everybody), ZERO)
        return (hours / len(self.everybody)).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @cached_property
    def groups(self) -> list[GroupRate]:
        """By main group, the lowest rate first."""
        by_group: dict[Group | None, list[PersonYear]] = defaultdict(list)
        for person in self.counted:
            by_group[person.person.main_group].append(person)
        rates = [_rate_of(group, people) for group, people in by_group.items()]
        return sorted(rates, key=lambda rate: (rate.percent or ZERO, str(rate.group or "")))


def _rate_of(group: Group | None, people: list[PersonYear]) -> GroupRate:
    return GroupRate(
        group,
        len(people),
        sum(person.reckoning.passes for person in people),
        sum(person.forecast.passes for person in people),
        sum((person.reckoning.missing for person in people), ZERO),
    )


def short_people(year: int, group: Group | None = None) -> list[User]:
    return [person.person for person in PassRate(year, group).short]
