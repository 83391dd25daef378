"""Pages of who runs the sign-in: the big screen, the recorder's list, corrections.

Strangers to the gathering get 404; colleagues without the right, 403.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.documents.qr import qr_svg
from portal.refusal import Refused
from portal.sheets.write import workbook_response
from research.attendance.close_attendance import close_attendance
from research.attendance.codes import code_for, online_path
from research.attendance.correct_attendance import correct_attendance
from research.attendance.corrections import changes_of
from research.attendance.forms import AddPersonForm, CorrectionForm
from research.attendance.gatherings import find_gathering
from research.attendance.mark_attendance import add_present, mark_attendance
from research.attendance.models import Attendance, Gathering, SignInSetting, Status
from research.attendance.open_sign_in import open_sign_in
from research.attendance.recorders_list import RecordersList
from research.attendance.roll import roll_of
from research.attendance.sheets import COLUMNS, rows_of
from research.attendance.sign_in_guest import remove_guest
from research.attendance.windows import is_about_now, window_of


class ChairPage(PermissionMixin, View):
    """`self.gathering` is there once the right was checked."""

    permission = "attendance.sign_in.run"

    def get_permission_object(self) -> Gathering:
        return self.gathering

    @cached_property
    def gathering(self) -> Gathering:
        return find_gathering(self.kwargs["pk"], seen_by=self.request.user)


class ScreenView(ChairPage):
    """For the projector: the code, and live who is in. Asked anew every few seconds."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        at, setting = clock.now(), SignInSetting.current()
        window = window_of(self.gathering, setting)
        code = code_for(pk, at, setting)
        context = {
            "gathering": self.gathering,
            "roll": roll_of(pk),
            "window": window,
            "at": at,
            "is_early": window.is_early(at),
            "is_over": window.is_over(at) or self.gathering.is_cancelled,
            "is_closed": window.closed_at is not None,
            "may_open": is_about_now(self.gathering, at) and not self.gathering.is_cancelled,
            "code": code,
            "qr": qr_svg(
                request.build_absolute_uri(code.path), _("Code to sign in with"), size=600
            ),
            "typed_at": request.build_absolute_uri(reverse("attendance:code")),
            "online_link": self.online_link(),
        }
        template = "attendance/screen.html" + ("#live" if request.htmx else "")
        response = render(request, template, context)
        # A part and the whole have one address: going back must not show the part alone.
        add_never_cache_headers(response)
        return response

    def online_link(self) -> str:
        if not self.gathering.is_online:
            return ""
        return self.request.build_absolute_uri(online_path(self.gathering.pk))


class ChairAct(ChairPage):
    """One button; a refusal is a message on the page it leads back to."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(self.leads_to(), pk=pk)

    def leads_to(self) -> str:
        return "attendance:screen"

    def act(self) -> str:
        raise NotImplementedError


class OpenView(ChairAct):
    def act(self) -> str:
        window = open_sign_in(self.gathering)
        return _("Signing in is open until %(time)s.") % {
            "time": f"{localtime(window.closes_at):%H:%M}"
        }


class CloseView(ChairAct):
    def leads_to(self) -> str:
        return "attendance:list"

    def act(self) -> str:
        absent = close_attendance(self.gathering)
        return ngettext(
            "The list is closed; %(count)d person is absent.",
            "The list is closed; %(count)d people are absent.",
            absent,
        ) % {"count": absent}


class RecordersListView(ChairPage):
    """Everybody in one form; saved all or nothing, never over what somebody else noted."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(RecordersList(roll_of(pk)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        listed = RecordersList(roll_of(pk), request.POST)
        try:
            changed = mark_attendance(self.gathering, listed.marks(), by=request.user)
        except Refused as refusal:
            listed.refuse(refusal)
            return self.page(listed, status=listed.http_status)
        messages.success(
            request,
            ngettext("%(count)d line changed.", "%(count)d lines changed.", changed)
            % {"count": changed},
        )
        return redirect("attendance:list", pk=pk)

    def page(self, listed: RecordersList, status: int = 200) -> HttpResponse:
        context = {
            "gathering": self.gathering,
            "listed": listed,
            "roll": listed.roll,
            "add_form": AddPersonForm(),
            "changes": changes_of(self.gathering),
            "is_closed": window_of(self.gathering).closed_at is not None,
            "sets_times": self.request.user.has_perm("attendance.setting.edit"),
        }
        return render(self.request, "attendance/list.html", context, status=status)


class AddPersonView(ChairPage):
    """Somebody who is there and on no list."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AddPersonForm(request.POST)
        try:
            if form.is_valid():
                add_present(self.gathering, [form.cleaned_data["person"]], by=request.user)
                messages.success(
                    request,
                    _("%(person)s is on the list.") % {"person": form.cleaned_data["person"]},
                )
            else:
                messages.error(request, " ".join(form.errors.get("person", [])))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("attendance:list", pk=pk)


class RemoveGuestView(ChairAct):
    def leads_to(self) -> str:
        return "attendance:list"

    def act(self) -> str:
        guest = self.gathering.guests.filter(pk=self.kwargs["guest"]).first()
        if guest is None:
            raise Http404
        remove_guest(guest)
        return _("%(guest)s is off the list.") % {"guest": guest.name}


class RollExportView(ChairPage):
    """The roll as a sheet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        title = _("Attendance: %(title)s") % {"title": self.gathering.display_title}
        return workbook_response(title, title, COLUMNS, rows_of(roll_of(pk)))


class CorrectView(PermissionMixin, View):
    """One person put right, with the reason; for after the meeting."""

    permission = "attendance.sign_in.run"

    def get_permission_object(self) -> Gathering:
        rows = Attendance.objects.select_related("person", "record__author")
        row = rows.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        self.row = row
        self.gathering = find_gathering(row.record_id, seen_by=self.request.user)
        return self.gathering

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(CorrectionForm(initial={"status": self.row.status}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = CorrectionForm(request.POST)
        if form.is_valid():
            to, reason = Status(form.cleaned_data["status"]), form.cleaned_data["reason"]
            try:
                correct_attendance(self.row, to, by=request.user, reason=reason)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, self.success_words())
                return redirect(self.gathering.get_absolute_url())
        return self.page(form, status=422)

    def success_words(self) -> str:
        return _("%(person)s: %(status)s.") % {
            "person": self.row.person.name,
            "status": self.row.get_status_display(),
        }

    def page(self, form: CorrectionForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "row": self.row,
            "gathering": self.gathering,
            "changes": changes_of(self.gathering, person=self.row.person_id),
        }
        return render(self.request, "attendance/correct.html", context, status=status)
