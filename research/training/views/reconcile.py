"""Portal and district side by side, person by person; the office decides."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.people.models import User
from portal.records.per_head import teachers_of
from portal.refusal import Refused
from portal.ui.parts import tag
from research.training.ledger import Ledger
from research.training.models import HourDecision, HourEntry, Verdict
from research.training.reckon import Line
from research.training.reconcile import (
    Difference,
    PersonDifferences,
    Reason,
    decide_hours,
    differences_of,
    take_back_decision,
)
from research.training.same import pair_of
from research.training.views.years import year_chosen
from research.training.words import category_label, days_text, hours_text

PEOPLE_ON_A_PAGE = 15
TONES = {Reason.AGREES: "success", Reason.UNVERIFIED: "info", Reason.ONLY_HERE: "quiet"}


@dataclass(frozen=True)
class ShownSide:
    title: str
    facts: str
    hours: str
    url: str


@dataclass(frozen=True)
class ShownDifference:
    """As the template lays it out; `pair` for the form of a decision."""

    difference: Difference
    ours: list[ShownSide]
    theirs: list[ShownSide]
    reasons: SafeString

    @property
    def one(self) -> str:
        return self.difference.pair[0] if self.difference.pair else ""

    @property
    def other(self) -> str:
        return self.difference.pair[1] if self.difference.pair else ""


class ReconcileView(PermissionMixin, View):
    """What waits for the office, and what it decided.

    `?reason=` narrows to one, `?person=` to one staff number, `?all=1` shows everything.
    """

    permission = "training.hours.reconcile"

    def get(self, request: HttpRequest) -> HttpResponse:
        year = year_chosen(request)
        people = self._people(year)
        page = Paginator(people, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
        context = {
            "year": year,
            "years": list(range(clock.today().year, clock.today().year - 9, -1)),
            "kept": [(n, request.GET[n]) for n in ("reason", "person", "all") if n in request.GET],
            "page": page,
            "people": [(p, [_shown(d) for d in self._wanted(p)]) for p in page],
            "reasons": self._reason_links(year),
            "has_sheet": self.has_sheet,
            "query": urlencode(
                {k: v for k, v in request.GET.items() if k != "page"} | {"year": year}
            ),
            "may_decide": request.user.has_perm("training.hours.decide"),
            "verdicts": Verdict.choices,
            "back": request.get_full_path(),
        }
        return render(request, "training/reconcile.html", context)

    @cached_property
    def reason(self) -> str:
        said = self.request.GET.get("reason", "")
        return said if said in Reason.values else ""

    def _people(self, year: int) -> list[PersonDifferences]:
        """Those with something to show, what waits for a decision first."""
        found = [person for person in self._everybody(year) if self._wanted(person)]
        return sorted(found, key=lambda p: not any(d.needs_decision for d in p.differences))

    def _everybody(self, year: int) -> list[PersonDifferences]:
        people = teachers_of(None).order_by("pinyin", "staff_number")
        if self.request.GET.get("person"):
            people = people.filter(staff_number=self.request.GET["person"])
        ledger = Ledger(people, year, year)
        self.has_sheet = HourEntry.objects.has_sheet(year)
        decisions: dict[int, list[HourDecision]] = {}
        for decision in HourDecision.objects.select_related("by").order_by("at"):
            decisions.setdefault(decision.person_id, []).append(decision)
        self.everybody = [
            PersonDifferences(
                of_year,
                differences_of(of_year, has_sheet=self.has_sheet),
                decisions.get(of_year.person.pk, []),
            )
            for of_year in ledger.years(year)
        ]
        return self.everybody

    def _wanted(self, person: PersonDifferences) -> list[Difference]:
        if self.reason:
            return [d for d in person.differences if self.reason in d.reasons]
        if "all" in self.request.GET:
            return person.differences
        return [d for d in person.differences if d.is_for_office or (d.verdict and not d.agrees)]

    def _reason_links(self, year: int) -> list[tuple[str, str, int, bool]]:
        """(address, label, how many, whether it is chosen) of each reason that occurs."""
        counts = dict.fromkeys(Reason, 0)
        for person in self.everybody:
            for difference in person.differences:
                for reason in difference.reasons:
                    counts[reason] += not difference.verdict
        return [
            (f"?{urlencode({'year': year, 'reason': r.value})}", r.label, n, r == self.reason)
            for r, n in counts.items()
            if n
        ]


def _shown(difference: Difference) -> ShownDifference:
    reasons = format_html_join(
        " ", "{}", ((tag(r.label, TONES.get(r, "warning")),) for r in difference.reasons)
    )
    return ShownDifference(
        difference,
        [_side(line) for line in difference.ours],
        [_side(line) for line in difference.theirs],
        reasons,
    )


def _side(line: Line) -> ShownSide:
    facts = [days_text(line), category_label(line.category), line.certificate]
    return ShownSide(
        line.title or _("Total of the year"),
        " · ".join(fact for fact in facts if fact),
        hours_text(line.hours),
        line.url,
    )


class DecideHoursView(PermissionMixin, View):
    permission = "training.hours.decide"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = get_object_or_404(User, pk=pk)
        data = request.POST
        verdict = data.get("verdict", "")
        back = _inside(data.get("back", ""))
        if verdict not in Verdict.values:
            messages.error(request, _("Choose what stands."))
            return redirect(back)
        try:
            decide_hours(
                person,
                int(data.get("year", "0") or 0),
                pair_of(data.get("one", ""), data.get("other", "")),
                verdict=Verdict(verdict),
                words=data.get("words", ""),
                by=request.user,
            )
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Decided; %(name)s is told.") % {"name": person.name})
        return redirect(back)


class TakeBackDecisionView(PermissionMixin, View):
    permission = "training.hours.decide"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        decision = get_object_or_404(HourDecision.objects.select_related("person"), pk=pk)
        take_back_decision(decision, by=request.user)
        messages.success(request, _("Taken back; the district's figures stand again."))
        return redirect(_inside(request.POST.get("back", "")))


def _inside(address: str) -> str:
    """Only back to the page itself, whatever was posted."""
    home = reverse("training:reconcile")
    return address if address.startswith(home) else home
