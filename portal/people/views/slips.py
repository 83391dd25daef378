"""First passwords on paper: whose, and the sheet to print."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import SafeString
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.people.forms.roster import SlipsFilterForm
from portal.people.models import Act, ImportRun, PasswordSlips, record_audit_event
from portal.people.querysets import UserQuerySet
from portal.people.roster.slips import ask_slips, people_of_import, without_own_password
from portal.people.roster.tables import PasswordlessTable
from portal.refusal import Refused
from portal.ui.paging import KeysetPage


class FirstPasswordsView(PermissionMixin, View):
    """People who never chose a password; slips for those chosen, or for all that are shown."""

    permission = "people.staff.reset_password"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SlipsFilterForm(request.GET)
        people = _passwordless(form)
        orders = {"name": ("pinyin", "staff_number")}
        page = KeysetPage(people, request.GET, orders=orders, default="name")
        context = {
            "form": form,
            "page": page,
            "table": PasswordlessTable(page.rows),
            "count": people.count(),
        }
        return TemplateResponse(request, "people/roster_first_passwords.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        people = _passwordless(SlipsFilterForm(request.POST))
        if "everybody" not in request.POST:
            chosen = [pk for pk in request.POST.getlist("chosen") if pk.isdecimal()]
            people = people.filter(pk__in=chosen)
        return _ask(request, people, back=request.get_full_path())


def _passwordless(form: SlipsFilterForm) -> UserQuerySet:
    people = without_own_password().select_related("main_group")
    group = form.cleaned_data.get("group") if form.is_valid() else None
    return people.in_group(group, on=clock.today()) if group else people


class ImportSlipsView(PermissionMixin, View):
    """Slips for the newcomers of one import."""

    permission = "people.staff.reset_password"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = get_object_or_404(ImportRun, uid=uid)
        return _ask(
            request, people_of_import(run), back=reverse("people:import_detail", args=[uid])
        )


def _ask(request: HttpRequest, people: UserQuerySet, *, back: str) -> HttpResponse:
    try:
        slips = ask_slips(people, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    return redirect("jobs:job_detail", uid=slips.job.uid)


class SlipsView(PermissionMixin, View):
    """The sheet, for whom it was made, until its day is over; each look is kept in the audit."""

    permission = "people.staff.reset_password"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        slips = get_object_or_404(PasswordSlips, uid=uid, owner=request.user)
        if not slips.file or slips.expires_at <= clock.now():
            context = {"slips": slips}
            return TemplateResponse(request, "people/roster_slips_gone.html", context, status=410)
        with slips.file.open("rb") as file:
            sheet = file.read().decode()
        record_audit_event(request, Act.VIEWED, slips, slips=str(uid), people=slips.people)
        # Made by our own template, where every name was escaped.
        context = {"slips": slips, "sheet": SafeString(sheet)}
        response = TemplateResponse(request, "people/roster_slips.html", context)
        add_never_cache_headers(response)
        return response
