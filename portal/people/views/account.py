"""What the office does with an account: first password, closing, opening again, answers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views import View

from portal.access import PermissionMixin
from portal.people.accounts import deactivate_person, issue_first_password, reactivate_person
from portal.people.corrections import answer_correction
from portal.people.forms import AnswerForm, LeavingForm
from portal.people.models import CorrectionRequest, User
from portal.refusal import Refused


class PersonActView(PermissionMixin, View):
    """A page that asks first and an act that is posted; a refusal stands on the page."""

    template_name = ""

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def get_permission_object(self) -> User:
        return self.person

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page()

    def page(self, status: int = 200, **context: Any) -> HttpResponse:
        context["person"] = self.person
        response = TemplateResponse(self.request, self.template_name, context, status=status)
        add_never_cache_headers(response)
        return response


class FirstPasswordView(PersonActView):
    """The new password stands in the answer to the POST and nowhere else."""

    permission = "people.staff.reset_password"
    template_name = "people/first_password.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            password = issue_first_password(self.person, by=request.user)
        except Refused as refusal:
            return self.page(409, refusal=str(refusal))
        return self.page(
            password=password,
            expires_at=self.person.first_password_expires_at,
            portal_url=settings.PORTAL_BASE_URL,
        )


class LeavingView(PersonActView):
    permission = "people.staff.deactivate"
    template_name = "people/staff_leaving.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(form=LeavingForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = LeavingForm(request.POST)
        if not form.is_valid():
            return self.page(422, form=form)
        try:
            deactivate_person(
                self.person,
                by=request.user,
                status=form.cleaned_data["status"],
                on=form.cleaned_data["last_day"],
            )
        except Refused as refusal:
            return self.page(409, form=form, refusal=str(refusal))
        messages.success(
            request,
            gettext("%(person)s can no longer sign in. All records stay.")
            % {"person": self.person.name},
        )
        return redirect("people:staff_detail", pk=self.person.pk)


class ReturnView(PersonActView):
    permission = "people.staff.reactivate"
    template_name = "people/staff_return.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        reactivate_person(self.person, by=request.user)
        messages.success(
            request,
            gettext("%(person)s may sign in again. Give groups and roles anew.")
            % {"person": self.person.name},
        )
        return redirect("people:staff_detail", pk=self.person.pk)


class AnswerView(PermissionMixin, View):
    """The office answers a request for correction, on the person's page."""

    permission = "people.staff.answer_correction"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        correction = get_object_or_404(CorrectionRequest.objects.select_related("person"), pk=pk)
        form = AnswerForm(request.POST)
        if form.is_valid():
            answer_correction(correction, form.cleaned_data["answer"], by=request.user)
            messages.success(request, gettext("Your answer is on its way."))
        else:
            messages.error(request, gettext("Say what you did, in a few words."))
        return redirect("people:staff_detail", pk=correction.person_id)
