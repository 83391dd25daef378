"""The school's numbers of signing in, which the office edits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView

from portal.access import PermissionMixin
from research.attendance.forms import SignInSettingForm
from research.attendance.models import SignInSetting


class SettingView(PermissionMixin, FormView):
    permission = "attendance.setting.edit"
    form_class = SignInSettingForm
    template_name = "attendance/setting.html"
    success_url = reverse_lazy("attendance:setting")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": SignInSetting.current()}

    def form_valid(self, form: SignInSettingForm) -> HttpResponse:
        form.save()
        messages.success(self.request, _("Saved; it holds from now on."))
        return super().form_valid(form)
