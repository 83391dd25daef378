"""Pages on the phone, in any browser and without scripts: scan or type, and be signed in.

Reading the code changes nothing: it hands out a pass that keeps the moment of
the scan, whatever comes between. Whoever is signed in to the portal confirms
with one button (a script presses it); others sign in first, or as a guest.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views import View

from portal import clock
from portal.access import PUBLIC, PermissionMixin
from portal.refusal import Refused
from research.attendance.codes import Scan, read_code
from research.attendance.devices import device_of, give_number
from research.attendance.forms import CodeForm, GuestForm
from research.attendance.gatherings import find_gathering, may_attend
from research.attendance.limits import GUESTS, WRONG_CODES
from research.attendance.models import Attendance, Gathering, Mode, SignInSetting, Where
from research.attendance.passes import Pass, read_pass, require_fresh, write_pass
from research.attendance.sign_in import sign_in
from research.attendance.sign_in_guest import sign_in_guest
from research.attendance.windows import SignInWindow, window_of

#: What a refusal says to machines; everything else is a form to be mended.
STATUS = {
    "unknown_code": 404,
    "old_code": 410,
    "old_pass": 410,
    "too_many_tries": 429,
    "too_many_guests": 429,
}
DONE_SALT = "attendance.guest"


class PhonePage(PermissionMixin, View):
    """Open to everybody who has read a code; a refusal is a page with its sentence."""

    permission = PUBLIC

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            response = refused(request, refusal)
        add_never_cache_headers(response)
        return response

    @cached_property
    def setting(self) -> SignInSetting:
        return SignInSetting.current()

    @cached_property
    def at(self) -> datetime:
        return clock.now()

    def read(self, code: str) -> Scan:
        WRONG_CODES.require_left(self.request)
        try:
            return read_code(code, self.at, self.setting)
        except Refused as refusal:
            if refusal.code == "unknown_code":
                WRONG_CODES.count(self.request)
            raise

    def admit(self, scan: Scan) -> HttpResponse:
        """On to the page of the pass; a phone without a number gets one."""
        response = HttpResponse(status=302)
        device = device_of(self.request) or give_number(response)
        held = write_pass(scan, self.at, device)
        response["Location"] = reverse("attendance:pass", args=[held])
        return response


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    context = {"words": refusal, "form": CodeForm()}
    status = STATUS.get(refusal.code, 422)
    return render(request, "attendance/refused.html", context, status=status)


class ScanView(PhonePage):
    """The address in the QR code, or the six characters as an address."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self.admit(self.read(code))


class CodeView(PhonePage):
    """The six characters, typed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "attendance/code.html", {"form": CodeForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if form.is_valid():
            try:
                return self.admit(self.read(form.cleaned_data["code"]))
            except Refused as refusal:
                form.add_error("code", str(refusal))
        return render(request, "attendance/code.html", {"form": form}, status=422)


class PassPage(PhonePage):
    """A page that was reached with a scan."""

    @cached_property
    def held(self) -> Pass:
        return read_pass(self.kwargs["held"], device_of(self.request))

    @cached_property
    def gathering(self) -> Gathering:
        return find_gathering(self.held.record_id)

    @cached_property
    def window(self) -> SignInWindow:
        return window_of(self.gathering, self.setting)

    @property
    def counts_from(self) -> datetime:
        return self.window.moment_of(self.held.scanned_at)

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "gathering": self.gathering,
            "window": self.window,
            "held": self.kwargs["held"],
            "counts_from": self.counts_from,
            "asks_where": self.gathering.mode == Mode.HYBRID and self.held.where is None,
            **more,
        }

    def require_in_time(self) -> None:
        require_fresh(self.held, self.window, self.at, self.setting)

    def where(self) -> Where | None:
        said = self.request.POST.get("where", "")
        return self.held.where or (Where(said) if said in Where.values else None)


class PassView(PassPage):
    """Waits for the opening, asks who it is, asks to confirm, or says that it is done."""

    def get(self, request: HttpRequest, held: str) -> HttpResponse:
        row = self.own_row()
        if row is not None and row.has_attended:
            return render(request, "attendance/done.html", self.context(row=row))
        if self.gathering.is_cancelled:
            raise Refused("cancelled", _("This meeting was cancelled."))
        if self.window.is_early(self.at):
            return self.wait()
        self.require_in_time()
        return render(request, "attendance/confirm.html", self.context())

    def post(self, request: HttpRequest, held: str) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_attend(request.user, self.gathering):
            raise Refused(
                "not_invited",
                _("This meeting is not open to you. The chair can put you on its list."),
            )
        self.require_in_time()
        sign_in(
            self.gathering,
            request.user,
            at=self.counts_from,
            how=self.held.how,
            where=self.where(),
            device=self.held.device,
            window=self.window,
        )
        return redirect("attendance:pass", held=held)

    def own_row(self) -> Attendance | None:
        if not self.request.user.is_authenticated:
            return None
        return Attendance.objects.of(self.gathering).by(self.request.user).first()

    def wait(self) -> HttpResponse:
        """A script asks again and again; it is told to stay, or to open the page anew."""
        if self.request.htmx:
            return HttpResponse(status=204)
        return render(self.request, "attendance/wait.html", self.context())


class GuestView(PassPage):
    """A guest's name and school; many may sign in on one phone."""

    def get(self, request: HttpRequest, held: str) -> HttpResponse:
        self.require_in_time()
        return render(request, "attendance/guest.html", self.context(form=GuestForm()))

    def post(self, request: HttpRequest, held: str) -> HttpResponse:
        form = GuestForm(request.POST)
        if form.is_valid():
            self.require_in_time()
            GUESTS.require_left(request)
            guest = sign_in_guest(
                self.gathering,
                name=form.cleaned_data["name"],
                school=form.cleaned_data["school"],
                at=self.counts_from,
                where=self.where(),
                device=self.held.device,
                window=self.window,
            )
            GUESTS.count(request)
            told = signing.dumps([guest.name, guest.school], salt=DONE_SALT)
            return redirect("attendance:guest_done", told=told)
        return render(request, "attendance/guest.html", self.context(form=form), status=422)


class GuestDoneView(PhonePage):
    """What a guest sees afterwards; only the name that they typed is in the address."""

    def get(self, request: HttpRequest, told: str) -> HttpResponse:
        try:
            name, school = signing.loads(told, salt=DONE_SALT)
        except (signing.BadSignature, ValueError):
            raise Http404 from None
        return render(request, "attendance/guest_done.html", {"name": name, "school": school})
