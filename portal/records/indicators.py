"""Indicators: figures a domain can vouch for, read by dashboards and plans.

A domain declares them in its `indicators.py`. Each knows its unit, how it is
computed for a term and a scope, and the address of the list behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.functional import Promise

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.people.models import Group, User
    from portal.terms.models import Term


@dataclass(frozen=True)
class Scope:
    """Whom a figure is about: the school (neither set), a group, or a person."""

    group: Group | None = None
    person: User | None = None


class Unit(Enum):
    COUNT = "count"
    PERCENT = "percent"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, eq=False)
class Indicator:
    """`value(term, scope, **params)` in `unit`, or None where there is no figure.

    `definition` says in one sentence how it is counted; `drill_down(term,
    scope, **params)` is the address of the list behind it.
    """

    slug: str
    label: str | Promise
    definition: str | Promise
    unit: Unit
    value: Callable[..., Decimal | int | None]
    drill_down: Callable[..., str] | None = None
    parameters: tuple[str, ...] = ()
    icon: str = "gauge"

    @property
    def domain(self) -> str:
        """The name of the app whose code counts it, as a heading above its indicators."""
        app = apps.get_containing_app_config(self.value.__module__)
        return str(app.verbose_name) if app else ""

    def for_term(
        self, term: Term, scope: Scope | None = None, **params: Any
    ) -> Decimal | int | None:
        return self.value(term, scope or Scope(), **params)


indicators: Registry[Indicator] = Registry("indicator")
