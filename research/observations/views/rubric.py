"""The rubric: its versions for everybody, the office's page to make the next; the numbers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic.edit import FormView

from portal import clock
from portal.access import PermissionMixin
from portal.refusal import Refused
from portal.terms.pick import term_for
from research.observations.define_rubric import define_rubric
from research.observations.forms import ObservationSettingForm
from research.observations.models import ObservationSetting, Rubric
from research.observations.rubric_forms import RubricForms


class RubricListView(PermissionMixin, View):
    permission = "observations.rubric.list"

    def get(self, request: HttpRequest) -> HttpResponse:
        term = term_for(clock.today())
        rubrics = Rubric.objects.with_parts().order_by("-version")
        context = {
            "rubrics": rubrics,
            "serving": Rubric.objects.serving(term) if term else None,
            "may_edit": request.user.has_perm("observations.rubric.edit"),
        }
        return render(request, "observations/rubric_list.html", context)


class RubricEditView(PermissionMixin, View):
    """From a version to the next; one that nobody has scored by is changed where it stands."""

    permission = "observations.rubric.edit"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(RubricForms(self._rubric()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        forms = RubricForms(self._rubric(), request.POST)
        if not forms.is_valid():
            return self._page(forms, status=422)
        try:
            rubric = define_rubric(
                forms.top.cleaned_data["name"],
                forms.dimension_rows(),
                forms.band_rows(),
                by=request.user,
                from_term=forms.top.cleaned_data["from_term"],
                instead_of=forms.rubric,
            )
        except Refused as refusal:
            forms.top.add_error(None, str(refusal.message))
            return self._page(forms, status=409)
        messages.success(request, _("Saved: %(rubric)s.") % {"rubric": rubric})
        return redirect("observations:rubric_list")

    def _rubric(self) -> Rubric:
        return get_object_or_404(Rubric.objects.with_parts(), pk=self.kwargs["pk"])

    def _page(self, forms: RubricForms, status: int = 200) -> HttpResponse:
        context = {"forms": forms, "form": forms.top, "is_used": forms.rubric.is_used}
        return render(self.request, "observations/rubric_form.html", context, status=status)


class ObservationSettingView(PermissionMixin, FormView):
    permission = "observations.setting"
    form_class = ObservationSettingForm
    template_name = "observations/setting.html"
    success_url = reverse_lazy("observations:rubric_list")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": ObservationSetting.current()}

    def form_valid(self, form: ObservationSettingForm) -> HttpResponse:
        form.save()
        messages.success(self.request, _("Saved. It holds from now on."))
        return super().form_valid(form)
