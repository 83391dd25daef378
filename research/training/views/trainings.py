"""Trainings of the school: planned, attended, credited."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from portal.access import PermissionMixin
from portal.refusal import Refused
from portal.ui.paging import KeysetPage
from research.attendance.figures import attendees_summary
from research.training.forms.training import InviteForm, ReasonForm, TrainingForm
from research.training.give_hours import cancel_session, give_hours, invite
from research.training.models import Training, TrainingSession
from research.training.tables.trainings import CreditTable, TrainingTable


class TrainingListView(PermissionMixin, View):
    permission = "training.training.list"

    def get(self, request: HttpRequest) -> HttpResponse:
        trainings = Training.objects.for_list()
        page = KeysetPage(trainings, request.GET, orders={"id": ("id",)}, default="-id")
        context = {
            "page": page,
            "table": TrainingTable(page.rows),
            "may_edit": request.user.has_perm("training.training.edit"),
        }
        return render(request, "training/training_list.html", context)


class TrainingPage(PermissionMixin, View):
    kwargs: dict[str, Any]

    @cached_property
    def training(self) -> Training:
        trainings = Training.objects.select_related("given_by")
        return get_object_or_404(trainings, pk=self.kwargs["pk"])

    def back(self) -> HttpResponse:
        return redirect(self.training)


class TrainingDetailView(TrainingPage):
    """Its sessions; the office also sees who was there and gives the hours."""

    permission = "training.training.view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        may_edit = request.user.has_perm("training.training.edit")
        sessions = list(self.training.sessions.order_by("starts_at"))
        figures = attendees_summary(sessions) if may_edit else {}
        context = {
            "training": self.training,
            "sessions": [(session, figures.get(session.pk)) for session in sessions],
            "may_edit": may_edit,
        }
        if may_edit:
            context |= self._credits(request)
        return render(request, "training/training_detail.html", context)

    def _credits(self, request: HttpRequest) -> dict[str, Any]:
        entries = self.training.entries.select_related("person")
        orders = {"name": ("person__pinyin", "pk")}
        page = KeysetPage(entries, request.GET, orders=orders, default="name", size=50)
        return {"page": page, "table": CreditTable(page.rows)}


class TrainingFormView(TrainingPage):
    """New without `pk`, changed with it; changed words reach what was credited when given anew."""

    permission = "training.training.edit"

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return self._page(TrainingForm(instance=self.training if pk else None))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        form = TrainingForm(request.POST, instance=self.training if pk else None)
        if not form.is_valid():
            return self._page(form, status=422)
        if not pk:
            form.instance.created_by = request.user
        training = form.save()
        messages.success(request, _("Saved. Plan its sessions and say who is expected."))
        return redirect(training)

    def _page(self, form: TrainingForm, status: int = 200) -> HttpResponse:
        return render(self.request, "training/training_form.html", {"form": form}, status=status)


class InviteView(TrainingPage):
    permission = "training.training.edit"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(InviteForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = InviteForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            count = invite(self.training, form.people)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self._page(form, status=422)
        words = ngettext(
            "%(n)d colleague is expected and has been told.",
            "%(n)d colleagues are expected and have been told.",
            count,
        )
        messages.success(request, words % {"n": count})
        return self.back()

    def _page(self, form: InviteForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "training": self.training}
        return render(self.request, "training/invite.html", context, status=status)


class GiveHoursView(TrainingPage):
    permission = "training.training.give_hours"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            count = give_hours(self.training, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return self.back()
        words = ngettext(
            "%(n)d colleague has the hours now.", "%(n)d colleagues have the hours now.", count
        )
        messages.success(request, words % {"n": count})
        return self.back()


class CancelSessionView(PermissionMixin, View):
    permission = "training.training.edit"
    kwargs: dict[str, Any]

    @cached_property
    def session(self) -> TrainingSession:
        sessions = TrainingSession.objects.visible_to(self.request.user)
        return get_object_or_404(sessions.select_related("training"), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(ReasonForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            cancel_session(self.session, by=request.user, reason=form.cleaned_data["words"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self._page(form, status=422)
        messages.success(request, _("Cancelled."))
        return redirect(self.session.training)

    def _page(self, form: ReasonForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "heading": _("Cancel: %(title)s") % {"title": self.session.display_title},
            "button": _("Cancel the session"),
            "back": self.session.training.get_absolute_url(),
        }
        return render(self.request, "training/words.html", context, status=status)
