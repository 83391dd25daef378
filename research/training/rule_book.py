"""The rules of hours as the reckoning reads them: a version for each year, defaults without one.

Rule: docs/rules.md#training-hours, whose numbers are the defaults below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from research.training.models import Category, HourRules


@dataclass(frozen=True)
class CategoryRule:
    """`at_least` is owed of the category within the year's hours; more than `at_most` is lost."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None


@dataclass(frozen=True)
class ActivityRule:
    """Attending a gathering of a kind, at least so long, gives `hours`; so many a year at most."""

    kind: str
    hours: Decimal
    at_least_minutes: int
    category: str
    at_most: Decimal | None = None


DEFAULT_CATEGORIES: Mapping[str, CategoryRule] = {
    Category.SCHOOL_BASED: CategoryRule(at_most=Decimal(24)),
    Category.ETHICS: CategoryRule(at_least=Decimal(4)),
}
DEFAULT_ACTIVITIES = (
    ActivityRule("activity", Decimal(1), 90, Category.SCHOOL_BASED, at_most=Decimal(16)),
)


@dataclass(frozen=True)
class Rules:
    """`from_year` 0: nobody has entered rules, these are the defaults."""

    from_year: int = 0
    yearly_hours: Decimal = Decimal(72)
    five_year_hours: Decimal = Decimal(360)
    first_year_hours: Decimal = Decimal(120)
    exempting_leave_months: int = 6
    hours_a_day: Decimal = Decimal(8)
    warns_from_month: int = 10
    goal_percent: int = 100
    categories: Mapping[str, CategoryRule] = field(default_factory=lambda: DEFAULT_CATEGORIES)
    activities: tuple[ActivityRule, ...] = DEFAULT_ACTIVITIES

    def of_category(self, category: str) -> CategoryRule:
        return self.categories.get(category, CategoryRule())

    def warns_on(self, year: int) -> date:
        return date(year, self.warns_from_month, 1)

    @classmethod
    def of(cls, row: HourRules) -> Rules:
        return cls(
            row.from_year,
            row.yearly_hours,
            row.five_year_hours,
            row.first_year_hours,
            row.exempting_leave_months,
            row.hours_a_day,
            row.warns_from_month,
            row.goal_percent,
            {slug: _category(stored) for slug, stored in row.categories.items()},
            tuple(_activity(stored) for stored in row.activities),
        )


class RuleBook:
    """Every version; `for_year` is the newest one not later than the year."""

    def __init__(self, versions: list[Rules]) -> None:
        self.versions = sorted(versions, key=lambda rules: rules.from_year, reverse=True)

    @classmethod
    def load(cls) -> RuleBook:
        """One query."""
        return cls([Rules.of(row) for row in HourRules.objects.all()])

    def for_year(self, year: int) -> Rules:
        return next((rules for rules in self.versions if rules.from_year <= year), Rules())


def as_json(categories: Mapping[str, CategoryRule]) -> dict[str, dict[str, str]]:
    """What `HourRules.categories` stores."""
    stored = {
        slug: {
            name: str(value)
            for name in ("at_least", "at_most")
            if (value := getattr(rule, name)) is not None
        }
        for slug, rule in categories.items()
    }
    return {slug: rule for slug, rule in stored.items() if rule}


def activity_json(rule: ActivityRule) -> dict[str, Any]:
    """One of `HourRules.activities`."""
    return {
        "kind": rule.kind,
        "hours": str(rule.hours),
        "at_least_minutes": rule.at_least_minutes,
        "category": rule.category,
        "at_most": None if rule.at_most is None else str(rule.at_most),
    }


def _category(stored: Mapping[str, str]) -> CategoryRule:
    return CategoryRule(_amount(stored.get("at_least")), _amount(stored.get("at_most")))


def _activity(stored: Mapping[str, Any]) -> ActivityRule:
    return ActivityRule(
        stored["kind"],
        Decimal(stored["hours"]),
        int(stored["at_least_minutes"]),
        stored["category"],
        _amount(stored.get("at_most")),
    )


def _amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
