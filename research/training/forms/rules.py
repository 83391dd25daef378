"""The rules of hours, edited by the office: one version from a year on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.kinds import kinds
from portal.ui.forms import PortalModelForm
from research.attendance.gatherings import gathering_kinds
from research.training.models import Category, HourRules
from research.training.models.choices import validate_halves
from research.training.rule_book import (
    ActivityRule,
    CategoryRule,
    Rules,
    activity_json,
    as_json,
)

STEP = {"step": "0.5", "min": "0", "inputmode": "decimal"}
ACTIVITY_RULES = 3


def hours_field(label: Any, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal(0),
        max_digits=5,
        decimal_places=1,
        validators=[validate_halves],
        widget=forms.NumberInput(attrs=STEP),
        **kwargs,
    )


class HourRulesForm(PortalModelForm):
    """Beside the model's own numbers, two for each category and a line for each kind of activity.

    `at_least-<category>`, `at_most-<category>`; `kind-<n>`, `hours-<n>`, …
    """

    class Meta:
        model = HourRules
        fields = (
            "from_year",
            "yearly_hours",
            "five_year_hours",
            "first_year_hours",
            "exempting_leave_months",
            "hours_a_day",
            "warns_from_month",
            "goal_percent",
        )

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["from_year"].disabled = True
        for category in Category:
            self._add_category(category, rules.of_category(category))
        offered = [("", _("none")), *((kind.slug, kind.plural) for kind in _gatherings())]
        for number in range(ACTIVITY_RULES):
            rule = rules.activities[number] if number < len(rules.activities) else None
            self._add_activity(number, rule, offered)

    def _add_category(self, category: Category, rule: CategoryRule) -> None:
        for name, label in (("at_least", _("At least")), ("at_most", _("At most"))):
            field = hours_field(label, required=False, initial=getattr(rule, name))
            self.fields[f"{name}-{category.value}"] = field

    def _add_activity(
        self, number: int, rule: ActivityRule | None, offered: list[tuple[str, Any]]
    ) -> None:
        known = dict(offered)
        choices = offered
        if rule is not None and rule.kind not in known:
            choices = [*offered, (rule.kind, rule.kind)]
        self.fields[f"kind-{number}"] = forms.ChoiceField(
            label=_("Attending"),
            choices=choices,
            required=False,
            initial=rule.kind if rule else "",
        )
        self.fields[f"hours-{number}"] = hours_field(
            pgettext_lazy("of an activity", "gives hours"),
            required=False,
            initial=rule.hours if rule else None,
        )
        self.fields[f"minutes-{number}"] = forms.IntegerField(
            label=_("if it lasts so many minutes"),
            required=False,
            validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
            initial=rule.at_least_minutes if rule else None,
        )
        self.fields[f"category-{number}"] = forms.ChoiceField(
            label=_("counted as"),
            choices=Category.choices,
            required=False,
            initial=rule.category if rule else Category.SCHOOL_BASED,
        )
        self.fields[f"cap-{number}"] = hours_field(
            _("so many hours a year at most"),
            required=False,
            initial=rule.at_most if rule else None,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for category in Category.values:
            least, most = cleaned.get(f"at_least-{category}"), cleaned.get(f"at_most-{category}")
            if least is not None and most is not None and least > most:
                self.add_error(
                    f"at_most-{category}", _("It cannot be less than what is asked at least.")
                )
        for number in range(ACTIVITY_RULES):
            self._check_activity(cleaned, number)
        return cleaned

    def _check_activity(self, cleaned: dict[str, Any], number: int) -> None:
        if not cleaned.get(f"kind-{number}"):
            return
        if not cleaned.get(f"hours-{number}"):
            self.add_error(f"hours-{number}", _("Say how many hours it gives."))
        earlier = [cleaned.get(f"kind-{n}") for n in range(number)]
        if cleaned[f"kind-{number}"] in earlier:
            self.add_error(f"kind-{number}", _("This kind has a rule already."))

    def save(self, commit: bool = True) -> HourRules:  # noqa: FBT001, FBT002 - Django's
        said = self.cleaned_data
        self.instance.categories = as_json(
            {
                category: CategoryRule(
                    said.get(f"at_least-{category}"), said.get(f"at_most-{category}")
                )
                for category in Category.values
            }
        )
        self.instance.activities = [
            activity_json(
                ActivityRule(
                    said[f"kind-{n}"],
                    said[f"hours-{n}"],
                    said.get(f"minutes-{n}") or 1,
                    said.get(f"category-{n}") or Category.SCHOOL_BASED,
                    said.get(f"cap-{n}"),
                )
            )
            for n in range(ACTIVITY_RULES)
            if said.get(f"kind-{n}")
        ]
        return super().save(commit)  # type: ignore[no-any-return]

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[name] for name in self._meta.fields]

    @property
    def categories(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [
            (category.label, self[f"at_least-{category.value}"], self[f"at_most-{category.value}"])
            for category in Category
        ]

    @property
    def activities(self) -> list[list[forms.BoundField]]:
        names = ("kind", "hours", "minutes", "category", "cap")
        return [[self[f"{name}-{n}"] for name in names] for n in range(ACTIVITY_RULES)]


def _gatherings() -> list[Any]:
    """What people sign in to, but for trainings, which give hours of their own."""
    return [kind for kind in gathering_kinds() if kind.slug != "training_session"]


def kind_label(slug: str) -> str:
    return str(kinds.get(slug).plural) if slug in kinds else slug
