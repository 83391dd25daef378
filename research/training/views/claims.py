"""The office's third answer to a claim: not recognised, with words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from portal.access import PermissionMixin
from portal.records.queue import next_in_queue
from portal.refusal import Refused
from research.training.follow_claim import reject_claim
from research.training.forms.training import ReasonForm
from research.training.models import TrainingClaim


class RejectClaimView(PermissionMixin, View):
    permission = "training.training_claim.decide"
    kwargs: dict[str, Any]

    @cached_property
    def claim(self) -> TrainingClaim:
        claims = TrainingClaim.objects.visible_to(self.request.user).for_detail()
        return get_object_or_404(claims, pk=self.kwargs["pk"])

    def get_permission_object(self) -> TrainingClaim:
        return self.claim

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(ReasonForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        after = next_in_queue(request.user, after=self.claim)
        try:
            reject_claim(self.claim, by=request.user, words=form.cleaned_data["words"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self._page(form, status=422)
        messages.success(request, _("Not recognised; the colleague reads why."))
        return redirect(after or self.claim)

    def _page(self, form: ReasonForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "heading": _("Do not recognise: %(title)s") % {"title": self.claim.display_title},
            "text": _(
                "This is final: the claim gives no hours and cannot be handed in again."
                " To have something completed, return it instead."
            ),
            "button": _("Do not recognise"),
            "back": self.claim.get_absolute_url(),
        }
        return render(self.request, "training/words.html", context, status=status)
