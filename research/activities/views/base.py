"""Pages about one activity: found among what the person may read, else 404."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View

from portal.access import PermissionMixin
from portal.refusal import Refused
from research.activities.models import Activity


class ActivityView(PermissionMixin, View):
    """`act` names the permission; `self.activity` is there before it is checked."""

    act = ""

    def get_permission(self) -> str:
        return f"activities.activity.{self.act}"

    def get_permission_object(self) -> Activity:
        rows = Activity.objects.visible_to(self.request.user).for_detail().select_related("chair")
        self.activity: Activity = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self.activity


class ActView(ActivityView):
    """A button: POST does it and goes back to the activity, or to `back`."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            said = self.run()
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            if said:
                messages.success(request, said)
        return redirect(self.back())

    def run(self) -> str:
        """Do it; the sentence that says so."""
        raise NotImplementedError

    def back(self) -> str:
        return self.activity.get_absolute_url()
