"""Keeping and removing a link to a list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View

from portal.access import PermissionMixin
from portal.records.kinds import kinds
from portal.records.saved_filters import save_filter
from portal.records.views.kind import KindView
from portal.refusal import Refused


class SavedFilterView(KindView):
    """POST the name and the filters of the list as it is shown."""

    act = "list"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        query = request.POST.get("query", "")
        try:
            save_filter(self.kind, by=request.user, name=request.POST.get("name", ""), query=query)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Kept. You find the link on your home page."))
        return redirect(f"{self.kind.url('list')}?{query}")


class SavedFilterRemoveView(PermissionMixin, View):
    permission = "records.saved_filter"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        saved = get_object_or_404(request.user.saved_filters, pk=pk)
        kind, query = kinds.get(saved.kind), saved.query
        saved.delete()
        return redirect(f"{kind.url('list')}?{query}")
