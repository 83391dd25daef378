"""The office's page of the school's numbers for open lessons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from portal.access import PermissionMixin
from research.lessons.forms import LessonSettingForm
from research.lessons.models import LessonSetting


class LessonSettingView(PermissionMixin, FormView):
    permission = "lessons.setting"
    form_class = LessonSettingForm
    template_name = "lessons/setting.html"
    success_url = reverse_lazy("lessons:open_lesson_list")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": LessonSetting.current()}

    def form_valid(self, form: LessonSettingForm) -> HttpResponse:
        form.save()
        messages.success(self.request, _("Saved. It holds from now on."))
        return super().form_valid(form)
