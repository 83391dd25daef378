"""Who has read it and who has not: figures by group, the people, the sheet, the reminder."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from portal.announcements.filters import ReaderFilter
from portal.announcements.readers import lines_by_group, sheet_columns, sheet_rows, sum_of
from portal.announcements.remind import nudges_for, remind_waiting
from portal.announcements.tables import ReaderTable
from portal.announcements.views.base import AnnouncementPage
from portal.refusal import Refused
from portal.sheets.write import workbook_response
from portal.ui.paging import KeysetPage

BY_NAME = {"name": ("person__pinyin", "id")}


class ReadersPage(AnnouncementPage):
    """The people to whom it went, as the address narrows them."""

    act = "readers"

    @cached_property
    def filter(self) -> ReaderFilter:
        rows = self.announcement.recipients.select_related("person__main_group")
        return ReaderFilter(self.request.GET, rows, request=self.request)

    @property
    def query(self) -> str:
        return self.request.GET.urlencode()


class ReadersView(ReadersPage, TemplateView):
    template_name = "announcements/readers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = lines_by_group(self.announcement.recipients.all())
        page = KeysetPage(self.filter.qs, self.request.GET, orders=BY_NAME, default="name")
        hidden = () if self.announcement.must_confirm else ("confirmed_at",)
        return super().get_context_data(
            announcement=self.announcement,
            lines=[*lines, sum_of(lines)] if len(lines) > 1 else lines,
            filter=self.filter,
            page=page,
            table=ReaderTable(page.rows, exclude=hidden),
            query=self.query,
            may_remind=self.request.user.has_perm(
                "announcements.announcement.remind", self.announcement
            ),
            **kwargs,
        )


class ReadersSheetView(ReadersPage):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.announcement
        title = _("Who has read “%(title)s”") % {"title": row.title}
        people = self.filter.qs.order_by("person__main_group__pinyin", "person__pinyin")
        return workbook_response(title, title, sheet_columns(row), sheet_rows(row, people))


class RemindView(ReadersPage, TemplateView):
    """GET shows who would be told what; POST tells them."""

    act = "remind"
    template_name = "announcements/remind.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        nudges = self.nudges()
        return super().get_context_data(
            announcement=self.announcement,
            nudges=nudges,
            going=sum(nudge.will_go for nudge in nudges),
            query=self.query,
            back=self.back(),
            **kwargs,
        )

    def nudges(self) -> list[Any]:
        return nudges_for(self.announcement, self.filter.qs)

    def back(self) -> str:
        return f"{reverse('announcements:readers', args=[self.announcement.pk])}?{self.query}"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            told = remind_waiting(self.announcement, self.nudges(), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            words = ngettext("%(n)d colleague is reminded.", "%(n)d colleagues are reminded.", told)
            messages.success(request, words % {"n": told})
        return redirect(self.back())
