"""The staff list and its sheet, a person's page, and what the office types about them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views import View
from django.views.generic import DetailView, TemplateView

from portal.access import PermissionMixin
from portal.people.filters import StaffFilter
from portal.people.forms import AnswerForm, HonourRows, PostRows, StaffForm, TitleRows
from portal.people.models import Act, User, record_audit_event
from portal.people.own_data import facts_of, sections_of
from portal.people.roster.export import staff_workbook
from portal.people.staff import save_staff, staff_for_list
from portal.people.staff_actions import list_actions, staff_actions
from portal.people.tables import StaffTable
from portal.ui.paging import KeysetPage

STAFF_ORDERS = {"name": ("pinyin", "staff_number")}
PRIVATE_FACTS = ("birth_month", "remark")


class StaffListView(PermissionMixin, TemplateView):
    """By pinyin; the filters live in the address and serve the sheet too."""

    permission = "people.staff.list"
    template_name = "people/staff_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = StaffFilter(self.request.GET, queryset=staff_for_list())
        rows = filters.qs.only(*StaffTable.reads)
        page = KeysetPage(rows, self.request.GET, orders=STAFF_ORDERS, default="name")
        return super().get_context_data(
            filter=filters,
            page=page,
            table=StaffTable(page.rows, keyset=page),
            count=filters.qs.order_by().count(),
            actions=list_actions(self.request.user, self.request.GET.urlencode()),
            **kwargs,
        )


class StaffExportView(PermissionMixin, View):
    """What the list shows, as a sheet; the same filters."""

    permission = "people.staff.export"

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = StaffFilter(request.GET, queryset=staff_for_list())
        response = staff_workbook(filters.qs)
        record_audit_event(request, Act.EXPORTED, gettext("Staff"), query=request.GET.urlencode())
        return response


class StaffDetailView(PermissionMixin, DetailView):
    """Birth month and remark are the person's own and the office's alone to see."""

    permission = "people.staff.view"
    template_name = "people/staff_detail.html"
    context_object_name = "person"

    @cached_property
    def person(self) -> User:
        people = User.objects.select_related("subject", "main_group")
        return get_object_or_404(people, pk=self.kwargs["pk"])

    def get_permission_object(self) -> User:
        return self.person

    def get_object(self, queryset: QuerySet[User] | None = None) -> User:
        return self.person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, reader = self.person, self.request.user
        sees_private = reader.has_perm("people.staff.private", person)
        if sees_private and reader != person:
            record_audit_event(self.request, Act.VIEWED, person)
        hidden = () if sees_private else PRIVATE_FACTS
        answers = reader.has_perm("people.staff.answer_correction", person)
        return super().get_context_data(
            facts=[fact for fact in facts_of(person, leave_out=hidden) if fact.value],
            sections=[section for section in sections_of(person) if section.rows],
            actions=staff_actions(person, reader),
            corrections=_open_corrections(person) if answers else [],
            answer_form=AnswerForm(),
            **kwargs,
        )


def _open_corrections(person: User) -> list[Any]:
    return list(person.correction_requests.filter(answered_at__isnull=True))


class StaffFormView(PermissionMixin, View):
    """Adding a person, or changing one; what was typed stays on any failure."""

    template_name = "people/staff_form.html"

    def get_permission(self) -> str:
        return "people.staff.edit" if "pk" in self.kwargs else "people.staff.new"

    @cached_property
    def person(self) -> User | None:
        return get_object_or_404(User, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(StaffForm(instance=self.person))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = StaffForm(request.POST, instance=self.person)
        if not form.is_valid():
            return self._page(form, status=422)
        person = save_staff(form.save(commit=False))
        return redirect("people:staff_detail", pk=person.pk)

    def _page(self, form: StaffForm, status: int = 200) -> HttpResponse:
        # The form writes on its instance while it cleans; the heading shows the stored name.
        stored = User.objects.get(pk=self.person.pk) if self.person else None
        context = {"form": form, "person": stored}
        return TemplateResponse(self.request, self.template_name, context, status=status)


class CareerView(PermissionMixin, View):
    """Posts, titles and honours of one person: a row more, a row less, dates."""

    permission = "people.staff.edit"
    template_name = "people/career_form.html"

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def _rows(self, data: QueryDict | None = None) -> list[Any]:
        return [
            rows(data, instance=self.person, prefix=prefix)
            for prefix, rows in (
                ("posts", PostRows),
                ("titles", TitleRows),
                ("honours", HonourRows),
            )
        ]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(self._rows())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        formsets = self._rows(request.POST)
        verdicts = [formset.is_valid() for formset in formsets]
        if not all(verdicts):
            return self._page(formsets, status=422)
        for formset in formsets:
            formset.save()
        return redirect("people:staff_detail", pk=self.person.pk)

    def _page(self, formsets: list[Any], status: int = 200) -> HttpResponse:
        headings = [gettext("Posts"), gettext("Professional titles"), gettext("Honours")]
        context = {
            "person": self.person,
            "parts": list(zip(headings, formsets, strict=True)),
        }
        return TemplateResponse(self.request, self.template_name, context, status=status)
