"""Who reviews while a leader is away: the list, naming one, ending one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.people.rules import is_office
from portal.records.models import StandIn
from portal.records.review_forms import StandInForm
from portal.records.stand_in import end_stand_in, name_stand_in
from portal.refusal import Refused


class StandInView(PermissionMixin, View):
    """A leader sees and names their own stand-ins, the office everybody's."""

    permission = "records.stand_in"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        given = form.cleaned_data
        try:
            stand_in = name_stand_in(
                given.get("absent") or request.user,
                given["substitute"],
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
                reason=given["reason"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            return self._page(form, status=409)
        messages.success(
            request,
            _("%(name)s has been told and sees the review queue during these days.")
            % {"name": stand_in.substitute.name},
        )
        return redirect("records:stand_ins")

    def _form(self, data: Any = None) -> StandInForm:
        user = self.request.user
        return StandInForm(data, by=user, names_anyone=is_office(user))

    def _page(self, form: StandInForm, status: int = 200) -> HttpResponse:
        mine = StandIn.objects.named_by_or_for(self.request.user).not_over(on=clock.today())
        context = {
            "form": form,
            "stand_ins": mine.select_related("absent", "substitute").order_by("starts_on", "pk"),
            "today": clock.today(),
        }
        return render(self.request, "records/stand_ins.html", context, status=status)


class EndStandInView(PermissionMixin, View):
    permission = "records.stand_in"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        mine = StandIn.objects.named_by_or_for(request.user)
        stand_in = get_object_or_404(mine.select_related("absent"), pk=pk)
        try:
            end_stand_in(stand_in, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The stand-in has ended."))
        return redirect("records:stand_ins")
