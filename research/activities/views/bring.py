"""Bring this to the group: an author offers their own record for discussion."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal.access import PermissionMixin
from portal.records.models import Record
from portal.refusal import Refused
from research.activities.agenda_forms import BringForm
from research.activities.set_agenda import bring_to_group


class BringView(PermissionMixin, View):
    permission = "activities.nomination.new"

    def get_permission_object(self) -> Record:
        rows = Record.objects.visible_to(self.request.user).for_detail()
        self.record: Record = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self.record

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(BringForm(user=request.user))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = BringForm(request.POST, user=request.user)
        if not form.is_valid():
            return self._page(form, status=422)
        group, activity = form.chosen
        try:
            bring_to_group(
                self.record,
                group=group,
                activity=activity,
                words=form.cleaned_data["words"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self._page(form, status=409)
        messages.success(
            request, _("Offered to %(group)s. Its leader decides when.") % {"group": group.name}
        )
        return redirect(self.record.get_absolute_url())

    def _page(self, form: BringForm, status: int = 200) -> HttpResponse:
        context = {"record": self.record, "form": form}
        return render(self.request, "activities/bring.html", context, status=status)
