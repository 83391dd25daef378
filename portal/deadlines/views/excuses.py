"""Excuses: whom the office has excused, from when to when, and why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from portal import clock
from portal.access import PermissionMixin
from portal.deadlines.excuse import end_excuse
from portal.deadlines.forms import ExcuseForm
from portal.deadlines.models import Excuse
from portal.deadlines.tables import ExcuseTable
from portal.people.models import User
from portal.terms.switch import term_chosen
from portal.terms.views.term import VerbFormView

AWAY = {User.Status.ON_LEAVE: Excuse.Reason.LEAVE, User.Status.SECONDED: Excuse.Reason.SECONDMENT}


class ExcuseListView(PermissionMixin, TemplateView):
    """The excuses of a term; and who is away by the roster without an excuse with dates."""

    permission = "deadlines.excuse.list"
    template_name = "deadlines/excuse_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = term_chosen(self.request)
        can_grant = self.request.user.has_perm("deadlines.excuse.grant")
        return super().get_context_data(
            choice=choice,
            term=choice.term,
            table=ExcuseTable(
                self.excuses(), can_end=can_grant, csrf_token=get_token(self.request)
            ),
            undated=self.undated() if can_grant else [],
            can_grant=can_grant,
            **kwargs,
        )

    def excuses(self) -> list[Excuse]:
        term = term_chosen(self.request).term
        if term is None:
            return []
        touching = Excuse.objects.touching(term.starts_on, term.ends_on)
        return list(touching.select_related("person", "requirement", "granted_by"))

    def undated(self) -> list[dict[str, Any]]:
        """On leave or seconded by the roster, and owing all the same for want of dates."""
        excused = Excuse.objects.in_force(clock.today()).filter(requirement__isnull=True)
        people = (
            User.objects.in_service()
            .teachers()
            .filter(status__in=list(AWAY))
            .exclude(pk__in=excused.values("person"))
        )
        base = reverse("deadlines:excuse_new")
        return [
            {
                "person": person,
                "status": person.get_status_display(),
                "url": f"{base}?person={person.pk}&reason={AWAY[person.status]}",
            }
            for person in people
        ]


class GrantExcuseView(VerbFormView):
    permission = "deadlines.excuse.grant"
    form_class = ExcuseForm
    template_name = "deadlines/form.html"
    extra_context = {
        "heading": gettext_lazy("Excuse somebody"),
        "submit_label": gettext_lazy("Excuse"),
        "cancel_url": reverse_lazy("deadlines:excuse_list"),
    }

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {"starts_on": clock.today()}
        if self.request.GET.get("reason") in Excuse.Reason.values:
            initial["reason"] = self.request.GET["reason"]
        if self.request.GET.get("person", "").isdecimal():
            initial["person"] = int(self.request.GET["person"])
        return initial

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"term": term_chosen(self.request).term}

    def success_words(self, saved: Excuse) -> str:
        return _("%(person)s is excused; what they owe is reckoned anew.") % {
            "person": saved.person.name
        }

    def success_address(self, form: ExcuseForm) -> str:
        return reverse("deadlines:excuse_list")


class EndExcuseView(PermissionMixin, View):
    permission = "deadlines.excuse.grant"
    http_method_names = ["post"]

    @cached_property
    def excuse(self) -> Excuse:
        excuses = Excuse.objects.select_related("person")
        return get_object_or_404(excuses, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = self.excuse.person
        end_excuse(self.excuse, by=request.user)
        messages.success(
            request, _("%(person)s is back; what they owe is reckoned anew.") % {"person": person}
        )
        return redirect("deadlines:excuse_list")
