"""Groups, their members over time, and who leads them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from portal import clock
from portal.access import PermissionMixin
from portal.people.forms import GroupForm, JoinForm
from portal.people.groups import join_group, leave_group, set_leader
from portal.people.models import Group, GroupKind, Membership, User
from portal.people.querysets import in_force
from portal.people.tables import GroupTable, MemberTable
from portal.refusal import Refused
from portal.ui.actions import Action

FORMER_SHOWN = 100


def group_actions(group: Group | None, by: User) -> list[Action]:
    """The office adds a group, or edits this one."""
    if not by.has_perm("people.group.edit"):
        return []
    if group is None:
        label, url, icon = _("Add a group"), reverse("people:group_new"), "plus"
    else:
        label, url, icon = _("Edit"), reverse("people:group_edit", args=[group.pk]), "pencil"
    return [Action("edit", label, url, method="get", icon=icon)]


class GroupListView(PermissionMixin, TemplateView):
    """Every group by kind, with who leads it and how many belong to it today."""

    permission = "people.group.list"
    template_name = "people/group_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by_kind: dict[str, list[Group]] = {}
        for group in self._groups():
            by_kind.setdefault(group.kind, []).append(group)
        kinds = [
            (kind.label, GroupTable(by_kind[kind.value]))
            for kind in GroupKind
            if kind.value in by_kind
        ]
        return super().get_context_data(
            kinds=kinds, actions=group_actions(None, self.request.user), **kwargs
        )

    @staticmethod
    def _groups() -> QuerySet[Group]:
        today = clock.today()
        leaders = Membership.objects.current(on=today).leading().select_related("person")
        belongs = in_force(today, "memberships__starts_on", "memberships__ends_on")
        return (
            Group.objects.select_related("subject")
            .annotate(size=Count("memberships__person", filter=belongs, distinct=True))
            .prefetch_related(Prefetch("memberships", leaders, to_attr="leaders"))
            .order_by("-is_active", "kind", "pinyin")
        )


class GroupDetailView(PermissionMixin, View):
    """Members today, leaders first; those who left below. The office adds and ends."""

    permission = "people.group.view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        group = get_object_or_404(Group.objects.select_related("subject"), pk=pk)
        return group_page(request, group, JoinForm())


def group_page(
    request: HttpRequest, group: Group, form: JoinForm, status: int = 200, refusal: str = ""
) -> HttpResponse:
    today = clock.today()
    memberships = group.memberships.select_related("person", "person__subject").order_by(
        "-is_leader", "person__pinyin", "-starts_on"
    )
    ended = Q(ends_on__lt=today)
    may_edit = request.user.has_perm("people.group.edit")
    former = memberships.filter(ended).order_by("-ends_on", "person__pinyin")[:FORMER_SHOWN]
    context = {
        "group": group,
        "members": MemberTable(
            memberships.exclude(ended), may_act=may_edit, csrf_token=get_token(request)
        ),
        "former": MemberTable(former),
        "form": form,
        "refusal": refusal,
        "may_edit": may_edit,
        "actions": group_actions(group, request.user),
    }
    return TemplateResponse(request, "people/group_detail.html", context, status=status)


class GroupFormView(PermissionMixin, View):
    permission = "people.group.edit"

    @cached_property
    def group(self) -> Group | None:
        return get_object_or_404(Group, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(GroupForm(instance=self.group))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = GroupForm(request.POST, instance=self.group)
        if not form.is_valid():
            return self._page(form, 422)
        return redirect("people:group_detail", pk=form.save().pk)

    def _page(self, form: GroupForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "group": self.group}
        return TemplateResponse(self.request, "people/group_form.html", context, status=status)


class JoinView(PermissionMixin, View):
    permission = "people.group.edit"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        group = get_object_or_404(Group.objects.select_related("subject"), pk=pk)
        form = JoinForm(request.POST)
        if not form.is_valid():
            return group_page(request, group, form, 422)
        try:
            join_group(group=group, **form.cleaned_data)
        except Refused as refusal:
            return group_page(request, group, form, 409, str(refusal))
        messages.success(
            request,
            gettext("%(person)s belongs to %(group)s.")
            % {"person": form.cleaned_data["person"].name, "group": group.name},
        )
        return redirect("people:group_detail", pk=pk)


class MembershipActView(PermissionMixin, View):
    """End a membership, or let a member lead or no longer lead, from today on."""

    permission = "people.group.edit"
    http_method_names = ["post"]
    act = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        membership = get_object_or_404(Membership.objects.select_related("person", "group"), pk=pk)
        try:
            if self.act == "end":
                leave_group(membership)
            else:
                set_leader(membership, is_leader=self.act == "lead")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("people:group_detail", pk=membership.group_id)
