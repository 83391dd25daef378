"""The school's numbers of supervision, on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView

from portal.access import PermissionMixin
from research.supervision.forms import SupervisionSettingForm
from research.supervision.models import SupervisionSetting


class NumbersView(PermissionMixin, FormView):
    permission = "supervision.setting.edit"
    form_class = SupervisionSettingForm
    template_name = "supervision/numbers.html"
    success_url = reverse_lazy("supervision:overview")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": SupervisionSetting.current()}

    def form_valid(self, form: SupervisionSettingForm) -> HttpResponse:
        form.save()
        messages.success(self.request, _("Saved."))
        return super().form_valid(form)
