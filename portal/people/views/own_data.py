"""My data: what the portal keeps about me, my own contact, corrections, privacy."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal import clock
from portal.access import requires
from portal.people.corrections import ask_for_correction
from portal.people.forms import ContactForm, CorrectionForm
from portal.people.models import Act, User, record_audit_event
from portal.people.own_data import export_of, facts_of, sections_of
from portal.sheets.write import workbook_response


def _me(request: HttpRequest) -> User:
    return User.objects.select_related("subject", "main_group").get(pk=request.user.pk)


@require_GET
@requires("people.own_data")
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    return _page(request)


@requires("people.own_data")
@require_POST
def change_contact(request: HttpRequest) -> HttpResponse:
    """Phone and mail are one's own to change; a phone is also a way to sign in."""
    form = ContactForm(request.POST, instance=_me(request))
    if not form.is_valid():
        return _page(request, contact=form, status=422)
    form.save()
    record_audit_event(request, Act.CHANGED, request.user, fields=form.changed_data)
    messages.success(request, gettext("Your phone and mail are saved."))
    return redirect("people:my_data")


@requires("people.own_data")
@require_POST
def request_correction(request: HttpRequest) -> HttpResponse:
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, correction=form, status=422)
    ask_for_correction(request.user, form.cleaned_data["words"])
    messages.success(
        request, gettext("The research office has your request. You will see the answer here.")
    )
    return redirect("people:my_data")


def _page(
    request: HttpRequest,
    *,
    contact: ContactForm | None = None,
    correction: CorrectionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    me = _me(request)
    context = {
        "person": me,
        "facts": facts_of(me, leave_out=["phone", "email", "remark", "left_on"]),
        "sections": sections_of(me),
        "requests": me.correction_requests.all()[:10],
        "contact": contact or ContactForm(instance=me),
        "correction": correction or CorrectionForm(),
    }
    return render(request, "people/my_data.html", context, status=status)


@require_GET
@requires("people.own_data")
def export_json(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    record_audit_event(request, Act.EXPORTED, me, format="json")
    response = JsonResponse(export_of(me), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="my-data-{me.staff_number}.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@requires("people.own_data")
def export_xlsx(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    record_audit_event(request, Act.EXPORTED, me, format="xlsx")
    rows: list[list[object]] = [[gettext("Facts"), fact.label, fact.value] for fact in facts_of(me)]
    for section in sections_of(me):
        for row in section.rows:
            rows += [
                [section.label, column, value]
                for column, value in zip(section.columns, row, strict=True)
            ]
    return workbook_response(
        f"my-data-{me.staff_number}.xlsx",
        gettext("My data"),
        [gettext("Part"), gettext("Field"), gettext("Value")],
        rows,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("people.own_data")
@never_cache
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept and why; accepted once, at the first sign-in, and read again any time."""
    if request.method == "POST":
        return _accept_privacy(request)
    template = (
        "people/privacy.html" if request.user.privacy_accepted_at else "people/privacy_first.html"
    )
    return render(request, template, {"next": request.GET.get("next", "")})


def _accept_privacy(request: HttpRequest) -> HttpResponseRedirect:
    me = request.user
    if me.privacy_accepted_at is None:
        me.privacy_accepted_at = clock.now()
        me.save(update_fields=["privacy_accepted_at"])
        record_audit_event(request, Act.PRIVACY_ACCEPTED, me)
    return HttpResponseRedirect(safe_next(request) or settings.LOGIN_REDIRECT_URL)


def safe_next(request: HttpRequest) -> str:
    """Where the form wants to go next, when that is a page of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""
