"""A person's hours: their own, or anybody's for the office and the principal; each proof."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views import View

from portal.access import PermissionMixin
from portal.people.models import User
from research.training.hours_page import HoursPage
from research.training.models import HourEntry
from research.training.views.years import year_chosen


class MyHoursView(PermissionMixin, View):
    permission = "training.hours.mine"

    def get(self, request: HttpRequest) -> HttpResponse:
        page = HoursPage(request.user, year_chosen(request))
        return render(request, "training/hours.html", hours_context(request, page, is_mine=True))


class PersonHoursView(PermissionMixin, View):
    permission = "training.hours.person"
    kwargs: dict[str, Any]

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User.objects.select_related("main_group"), pk=self.kwargs["pk"])

    def get_permission_object(self) -> User:
        return self.person

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = HoursPage(self.person, year_chosen(request))
        context = hours_context(request, page, is_mine=self.person == request.user)
        return render(request, "training/hours.html", context)


def hours_context(request: HttpRequest, page: HoursPage, *, is_mine: bool) -> dict[str, Any]:
    user = request.user
    return {
        "hours": page,
        "is_mine": is_mine,
        "may_claim": is_mine and user.has_perm("training.training_claim.new"),
        "may_see_school": user.has_perm("training.hours.pass_rate"),
        "may_reconcile": user.has_perm("training.hours.reconcile"),
    }


class EntryView(PermissionMixin, View):
    """The proof of one line: which sheet and row, which training, or the claim itself."""

    permission = "training.hours.entry"
    kwargs: dict[str, Any]

    @cached_property
    def entry(self) -> HourEntry:
        entries = HourEntry.objects.visible_to(self.request.user)
        entries = entries.select_related("person", "run__owner", "training", "record")
        return get_object_or_404(entries, pk=self.kwargs["pk"])

    def get_permission_object(self) -> HourEntry:
        return self.entry

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render(request, "training/entry.html", {"entry": self.entry})
