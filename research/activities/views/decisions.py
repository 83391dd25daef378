"""Open decisions: mine, my groups', the school's; and marking one done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.people.rules import sees_whole_school
from portal.refusal import Refused
from portal.ui.paging import KeysetPage
from research.activities.decide_in_group import finish_decision, reopen_decision
from research.activities.decision_forms import DoneForm
from research.activities.decision_table import DecisionTable
from research.activities.models import Activity, Decision


def decisions_seen_by(user: Any) -> QuerySet[Decision]:
    """Those of activities that the person may read, and their own."""
    readable = Activity.objects.visible_to(user).values("pk")
    return Decision.objects.filter(Q(activity_id__in=readable) | Q(owner=user))


class DecisionListView(PermissionMixin, View):
    permission = "activities.decision.list"

    def get(self, request: HttpRequest) -> HttpResponse:
        scope = request.GET.get("scope", "mine")
        is_done = request.GET.get("done") == "1"
        rows = self._in_scope(scope).filter(done_at__isnull=not is_done)
        rows = rows.select_related("activity__group", "owner")
        page = KeysetPage(rows, request.GET, orders={"due_on": ("due_on", "pk")}, default="due_on")
        context = {
            "scope": scope,
            "is_done": is_done,
            "tabs": self._tabs(scope),
            "page": page,
            "table": DecisionTable(page.rows, user=request.user, today=clock.today()),
        }
        return render(request, "activities/decision_list.html", context)

    def _in_scope(self, scope: str) -> QuerySet[Decision]:
        rows = decisions_seen_by(self.request.user)
        if scope == "group":
            return rows.filter(activity__group_id__in=self.request.user.group_ids)
        return rows if scope == "school" else rows.filter(owner=self.request.user)

    def _tabs(self, current: str) -> list[dict[str, Any]]:
        tabs = [("mine", _("Mine")), ("group", _("My group"))]
        if sees_whole_school(self.request.user):
            tabs.append(("school", _("Whole school")))
        return [
            {"label": label, "url": f"?scope={scope}", "is_current": scope == current}
            for scope, label in tabs
        ]


class DecisionDoneView(PermissionMixin, View):
    """Marked done with a few words; `then=reopen` takes it back."""

    permission = "activities.decision.finish"

    def get_permission_object(self) -> Decision:
        rows = decisions_seen_by(self.request.user).select_related("activity__group", "owner")
        self.decision: Decision = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self.decision

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(DoneForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.POST.get("then") == "reopen":
            reopen_decision(self.decision, by=request.user)
            messages.success(request, _("Open again."))
            return redirect(reverse("activities:decision_list"))
        form = DoneForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            finish_decision(self.decision, words=form.cleaned_data["words"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self._page(form, status=409)
        messages.success(request, _("Done: “%(text)s”.") % {"text": self.decision.text})
        return redirect(reverse("activities:decision_list"))

    def _page(self, form: DoneForm, status: int = 200) -> HttpResponse:
        context = {"decision": self.decision, "form": form}
        return render(self.request, "activities/decision_done.html", context, status=status)
