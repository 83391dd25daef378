"""The school's numbers of activities: when to announce, when minutes are due, how many a group."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from portal.access import PermissionMixin
from research.activities.models import ActivitySetting
from research.activities.setting_forms import AreaForm, SettingForm, TargetForm, areas


class SettingView(PermissionMixin, View):
    """One page with three forms, saved together."""

    permission = "activities.setting.edit"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(*self.forms(None))

    def post(self, request: HttpRequest) -> HttpResponse:
        forms = self.forms(request.POST)
        if not all(form.is_valid() for form in forms):
            return self.page(*forms, status=422)
        with transaction.atomic():
            for form in forms:
                form.save()
        messages.success(request, _("Saved."))
        return redirect(reverse("activities:settings"))

    def forms(self, data: Any) -> tuple[SettingForm, TargetForm, AreaForm]:
        setting = ActivitySetting.current()
        return (
            SettingForm(data, instance=setting),
            TargetForm(data),
            AreaForm(data, areas=areas()),
        )

    def page(
        self, setting: SettingForm, target: TargetForm, area: AreaForm, status: int = 200
    ) -> HttpResponse:
        context = {"setting": setting, "target": target, "area": area}
        return render(self.request, "activities/settings.html", context, status=status)
