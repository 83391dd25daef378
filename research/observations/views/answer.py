"""The teacher observed answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal.access import PermissionMixin
from portal.refusal import Refused
from research.observations.answer_observation import answer_observation
from research.observations.forms import AnswerForm
from research.observations.models import Observation


class AnswerView(PermissionMixin, View):
    permission = "observations.observation.answer"

    def get_permission_object(self) -> Observation:
        visible = Observation.objects.visible_to(self.request.user).for_detail()
        self.observation: Observation = get_object_or_404(visible, pk=self.kwargs["pk"])
        return self.observation

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(AnswerForm(initial={"words": self.observation.answer}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            answer_observation(self.observation, by=request.user, words=form.cleaned_data["words"])
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            return self._page(form, status=409)
        messages.success(request, _("Your answer is there; the observer reads it."))
        return redirect(self.observation)

    def _page(self, form: AnswerForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "observation": self.observation}
        return render(self.request, "observations/answer.html", context, status=status)
