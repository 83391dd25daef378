"""The rules of hours: which hold now, earlier versions, and a new one from a year on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.people.models import Act, record_audit_event
from research.training.forms.cycle import CycleForm
from research.training.forms.rules import HourRulesForm, kind_label
from research.training.models import Category, HourRules
from research.training.rule_book import RuleBook, Rules
from research.training.words import category_label, hours_text


class RulesView(PermissionMixin, View):
    permission = "training.hours.rules"

    def get(self, request: HttpRequest) -> HttpResponse:
        book = RuleBook.load()
        context = {
            "rules": _shown(book.for_year(clock.today().year)),
            "later": [r.from_year for r in book.versions if r.from_year > clock.today().year],
            "earlier": [_shown(r) for r in book.versions if r.from_year <= clock.today().year][1:],
            "may_set": request.user.has_perm("training.hours.set_rules"),
            "year": clock.today().year,
        }
        return render(request, "training/rules.html", context)


def _shown(rules: Rules) -> dict[str, Any]:
    """The version in words; categories without a rule of their own are left out."""
    categories = [
        {
            "label": category_label(category),
            "at_least": _amount(rules.of_category(category).at_least),
            "at_most": _amount(rules.of_category(category).at_most),
        }
        for category in Category.values
    ]
    return {
        "rules": rules,
        "numbers": [
            (HourRules._meta.get_field(name).verbose_name, _plain(getattr(rules, name)))
            for name in HourRulesForm.Meta.fields[1:]
        ],
        "categories": [c for c in categories if c["at_least"] or c["at_most"]],
        "activities": [
            {
                "kind": kind_label(rule.kind),
                "hours": hours_text(rule.hours),
                "minutes": rule.at_least_minutes,
                "category": category_label(rule.category),
                "at_most": _amount(rule.at_most),
            }
            for rule in rules.activities
        ],
    }


def _plain(value: Any) -> str:
    return str(value) if isinstance(value, int) else hours_text(value)


def _amount(value: Any) -> str:
    return "" if value is None else hours_text(value)


class RulesFormView(PermissionMixin, View):
    """`?from=` a year: that version, or a new one that begins as the one before it."""

    permission = "training.hours.set_rules"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form(None))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        form.instance.changed_by = request.user
        stored = form.save()
        record_audit_event(
            request,
            Act.CHANGED,
            _("Rules of hours from %(year)s") % {"year": stored.from_year},
            changed=form.changed_data,
        )
        messages.success(
            request,
            _("Saved. Every figure from %(year)s on follows them.") % {"year": stored.from_year},
        )
        return redirect("training:rules")

    def _form(self, data: Any) -> HourRulesForm:
        said = self.request.GET.get("from", "")
        year = int(said) if said.isdecimal() else clock.today().year
        stored = HourRules.objects.filter(from_year=year).first()
        rules = RuleBook.load().for_year(year)
        initial = (
            {} if stored else {name: getattr(rules, name) for name in HourRulesForm.Meta.fields}
        )
        return HourRulesForm(
            data, instance=stored, rules=rules, initial=initial | {"from_year": year}
        )

    def _page(self, form: HourRulesForm, status: int = 200) -> HttpResponse:
        return render(self.request, "training/rules_form.html", {"form": form}, status=status)


class CycleView(PermissionMixin, View):
    """The year in which somebody's five years began."""

    permission = "training.hours.set_cycle"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(CycleForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CycleForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        cycle = form.save(by=request.user)
        messages.success(
            request,
            _("The five years of %(name)s begin in %(year)s.")
            % {"name": cycle.person.name, "year": cycle.starts_in},
        )
        return redirect("training:rules")

    def _page(self, form: CycleForm, status: int = 200) -> HttpResponse:
        return render(self.request, "training/cycle_form.html", {"form": form}, status=status)
