"""The school's reading page, and the buttons that put a record there or mark it useful."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from portal.access import PermissionMixin
from portal.records.models import Record
from portal.refusal import Refused
from portal.ui.paging import KeysetPage
from research.reflections.feature_record import (
    feature_record,
    mark_useful,
    unfeature_record,
    unmark_useful,
)
from research.reflections.models import Featured
from research.reflections.reading import ReadingFilter, reading_items

ORDERS = {"featured_at": ("featured_at", "id"), "useful_count": ("useful_count", "id")}


class ReadingView(PermissionMixin, TemplateView):
    """What leaders and office found worth reading; the newest, or the most useful, first."""

    permission = "research.reading.list"
    template_name = "research/reading.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        rows = Featured.objects.filter(record__in=Record.objects.visible_to(user))
        narrowed = ReadingFilter(self.request.GET, queryset=rows)
        page = KeysetPage(
            narrowed.qs.for_page(user), self.request.GET, orders=ORDERS, default="-featured_at"
        )
        return super().get_context_data(
            filter=narrowed,
            page=page,
            items=reading_items(page.rows),
            is_by_use=page.sort == "-useful_count",
            **kwargs,
        )


class FeatureView(PermissionMixin, View):
    """Feature a record that the person may read."""

    permission = "research.reading.feature"
    http_method_names = ["post"]

    def get_permission_object(self) -> Record:
        return self.record

    @cached_property
    def record(self) -> Record:
        visible = Record.objects.visible_to(self.request.user).for_detail()
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            feature_record(self.record, by=request.user, words=request.POST.get("words", "")[:200])
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Featured: the whole school can read it now."))
        return redirect(self.record)


class FeaturedActView(PermissionMixin, View):
    """One act on something featured, by POST; back to where the button stood."""

    http_method_names = ["post"]
    act: Callable[..., None]

    def get_permission_object(self) -> Record:
        return self.featured.record

    @cached_property
    def featured(self) -> Featured:
        visible = Record.objects.visible_to(self.request.user)
        rows = Featured.objects.select_related("record__author").filter(record__in=visible)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.featured.record
        try:
            type(self).act(self.featured, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        if request.POST.get("back") == "reading":
            return redirect("research:reading")
        return redirect(record)


class UnfeatureView(FeaturedActView):
    permission = "research.reading.unfeature"
    act = unfeature_record


class MarkUsefulView(FeaturedActView):
    permission = "research.reading.mark"
    act = mark_useful


class UnmarkUsefulView(FeaturedActView):
    permission = "research.reading.mark"
    act = unmark_useful
