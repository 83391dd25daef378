"""School-wide roles: who holds which, from when to when; the administrator grants them."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.people.accounts import end_role, grant_role
from portal.people.forms import RoleGrantForm
from portal.people.models import Role, RoleGrant
from portal.people.tables import GrantTable
from portal.refusal import Refused

FORMER_SHOWN = 100


def role_page(
    request: HttpRequest, form: RoleGrantForm, status: int = 200, refusal: str = ""
) -> HttpResponse:
    today = clock.today()
    grants = RoleGrant.objects.select_related("person", "granted_by").order_by(
        "role", "person__pinyin"
    )
    ended = Q(ends_on__lt=today)
    may_grant = request.user.has_perm("people.role.grant")
    former = grants.filter(ended).order_by("-ends_on", "person__pinyin")[:FORMER_SHOWN]
    context = {
        "grants": GrantTable(
            grants.exclude(ended), may_act=may_grant, csrf_token=get_token(request)
        ),
        "former": GrantTable(former),
        "form": form,
        "refusal": refusal,
        "may_grant": may_grant,
    }
    return TemplateResponse(request, "people/role_list.html", context, status=status)


class RoleListView(PermissionMixin, View):
    permission = "people.role.list"

    def get(self, request: HttpRequest) -> HttpResponse:
        return role_page(request, RoleGrantForm())


class RoleGrantView(PermissionMixin, View):
    permission = "people.role.grant"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RoleGrantForm(request.POST)
        if not form.is_valid():
            return role_page(request, form, 422)
        wanted = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            grant = grant_role(by=request.user, **wanted)
        except Refused as refusal:
            return role_page(request, form, 409, str(refusal))
        messages.success(
            request,
            gettext("%(person)s holds the role %(role)s.")
            % {"person": grant.person.name, "role": grant.get_role_display()},
        )
        return redirect("people:role_list")


class RoleEndView(PermissionMixin, View):
    permission = "people.role.grant"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        grant = get_object_or_404(RoleGrant.objects.select_related("person"), pk=pk)
        try:
            end_role(grant, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                gettext("%(person)s no longer holds the role %(role)s.")
                % {"person": grant.person.name, "role": grant.get_role_display()},
            )
        return redirect("people:role_list")
