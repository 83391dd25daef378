"""My own part in a gathering: asking for leave beforehand, and taking it back."""

from __future__ import annotations

from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal.access import PermissionMixin
from portal.refusal import Refused
from research.attendance.ask_leave import ask_leave, take_back_leave
from research.attendance.forms import LeaveForm
from research.attendance.gatherings import find_gathering
from research.attendance.models import Attendance, Gathering, Status


class LeaveView(PermissionMixin, View):
    permission = "attendance.leave.ask"

    def get_permission_object(self) -> Gathering:
        return self.gathering

    @cached_property
    def gathering(self) -> Gathering:
        return find_gathering(self.kwargs["pk"], seen_by=self.request.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = Attendance.objects.of(self.gathering).by(request.user).first()
        on_leave = row is not None and row.status == Status.LEAVE
        form = LeaveForm(initial={"reason": row.reason} if row and on_leave else None)
        return self.page(form, on_leave=on_leave)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "take_back" in request.POST:
            return self.take_back()
        form = LeaveForm(request.POST)
        if form.is_valid():
            try:
                ask_leave(self.gathering, request.user, form.cleaned_data["reason"])
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Your leave is noted; who leads the meeting is told."))
                return redirect(self.gathering.get_absolute_url())
        return self.page(form, on_leave=False, status=422)

    def take_back(self) -> HttpResponse:
        try:
            take_back_leave(self.gathering, self.request.user)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, _("You are expected again."))
        return redirect(self.gathering.get_absolute_url())

    def page(self, form: LeaveForm, *, on_leave: bool, status: int = 200) -> HttpResponse:
        context = {"form": form, "gathering": self.gathering, "on_leave": on_leave}
        return render(self.request, "attendance/leave.html", context, status=status)
