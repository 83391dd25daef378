"""A form that arrives when nobody is signed in is kept, not lost.

Two ways lead here: a form page answering a signed-out POST, and Django's
check against forged requests failing because the session's cookie changed
meanwhile. Both only store what came as a draft of the person whose signed
form it is, and send them to sign in; nothing is submitted.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.records.draft import hold_submission
from portal.records.models import HeldSubmission
from portal.records.owner import read_owner_token


def hold(request: HttpRequest) -> HeldSubmission | None:
    """Keep the posted form for the owner of its token; None without a valid one."""
    owner = read_owner_token(request.POST.get("owner", ""))
    if owner is None:
        return None
    return hold_submission(owner, data=request.POST, files=request.FILES.getlist("files"))


def hold_unless_theirs(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form whose person is not the one signed in: signed out, or somebody else.

    None lets the page go on: it is their own form, or nothing can be kept.
    """
    if request.method != "POST":
        return None
    owner = read_owner_token(request.POST.get("owner", ""))
    if owner is None or owner.person_id == request.user.pk:
        return None
    held = hold(request)
    return held_response(request, held) if held else None


def held_response(request: HttpRequest, held: HeldSubmission) -> HttpResponse:
    """Back to the form by way of signing in; for a script, where that is."""
    back = f"{held.path}?{urlencode({'held': held.uid})}"
    if request.headers.get("Accept", "").startswith("application/json"):
        login = f"{reverse('account_login')}?{urlencode({'next': back})}"
        return JsonResponse({"login": login, "message": _("Kept. Sign in to go on.")}, status=401)
    if request.user.is_authenticated:
        return HttpResponseRedirect(back)
    return redirect_to_login(back)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF failure view: keep the form where its owner is known, else explain."""
    if request.method == "POST":
        held = hold(request)
        if held is not None:
            return held_response(request, held)
    return render(request, "errors/403_csrf.html", {"reason": reason}, status=403)
