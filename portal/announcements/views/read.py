"""Pages for everybody: what concerns me, one announcement, its files."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from portal import clock
from portal.access import PermissionMixin
from portal.announcements.actions import actions_for
from portal.announcements.audience import Audience, addressees
from portal.announcements.filters import AnnouncementFilter
from portal.announcements.lines import Line, general_tags, stage_tag
from portal.announcements.models import Announcement, AnnouncementFile
from portal.announcements.querysets import AnnouncementQuerySet
from portal.announcements.read import confirm_announcement, read_announcement
from portal.announcements.views.base import ActView, AnnouncementPage
from portal.records.views.attachment import send_private
from portal.ui.paging import KeysetPage

NEWEST = {"newest": ("sent_at", "id")}
#: More on top would be no top.
ON_TOP = 30


class AnnouncementListView(PermissionMixin, TemplateView):
    """On top what is pinned, unread or to be confirmed; below it the rest, newest first."""

    permission = "announcements.announcement.list"
    template_name = "announcements/announcement_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = KeysetPage(self.below, self.request.GET, orders=NEWEST, default="-newest")
        return super().get_context_data(
            filter=self.filter,
            top=[Line(row) for row in self.top],
            lines=[Line(row) for row in page.rows],
            page=page,
            may_write=self.request.user.has_perm("announcements.announcement.new"),
            may_open_shelf=self.request.user.has_perm("announcements.shelf.list"),
            **kwargs,
        )

    @cached_property
    def filter(self) -> AnnouncementFilter:
        mine = Announcement.objects.concerning(self.request.user, clock.today())
        rows = mine.with_state_for(self.request.user).for_list()
        return AnnouncementFilter(self.request.GET, rows, request=self.request)

    @property
    def is_narrowed(self) -> bool:
        return any(self.request.GET.get(name) for name in ("q", "show", "after", "before"))

    @cached_property
    def rows(self) -> AnnouncementQuerySet:
        rows = self.filter.qs
        is_all = self.request.GET.get("show")
        return rows if is_all else rows.current(clock.now(), clock.today())

    @cached_property
    def top(self) -> list[Announcement]:
        if self.is_narrowed:
            return []
        rows = self.rows.filter(WANTED).order_by("-is_pinned", "-sent_at", "-pk")[:ON_TOP]
        return sorted(rows, key=lambda row: not Line(row).is_waiting)

    @property
    def below(self) -> AnnouncementQuerySet:
        shown_above = [row.pk for row in self.top]
        return self.rows.exclude(pk__in=shown_above) if shown_above else self.rows


WANTED = Q(is_pinned=True) | Q(is_read=False) | Q(must_confirm=True, is_confirmed=False)


class AnnouncementView(AnnouncementPage, TemplateView):
    """One announcement; who opens it has read it."""

    template_name = "announcements/announcement_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.announcement, self.request.user
        mine = read_announcement(row, by=user)
        looks_after = user.has_perm("announcements.announcement.readers", row) or row.is_draft
        audience = Audience.of(row)
        return super().get_context_data(
            announcement=row,
            tags=[stage_tag(row), *general_tags(row, clock.today())]
            if looks_after and not row.is_withdrawn
            else general_tags(row, clock.today()),
            audience=audience.in_words(),
            reach=len(addressees(audience, clock.today()) - {row.author_id})
            if row.is_draft
            else None,
            mine=mine,
            asks=bool(mine and row.is_sent and row.must_confirm and not mine.confirmed_at),
            shows_body=looks_after or not row.is_withdrawn,
            looks_after=looks_after,
            counts=counts_of(row) if looks_after and not row.is_draft else None,
            actions=actions_for(row, user),
            **kwargs,
        )


def counts_of(announcement: Announcement) -> dict[str, Any]:
    """Read and confirmed of told, each with its list; one query."""
    row: Any = Announcement.objects.with_counts().get(pk=announcement.pk)
    address = reverse("announcements:readers", args=[row.pk])
    return {
        "told": row.told,
        "read": row.have_read,
        "confirmed": row.have_confirmed,
        "url": address,
        "read_url": f"{address}?state=read",
        "confirmed_url": f"{address}?state=confirmed",
    }


class ConfirmView(ActView):
    act = "confirm"

    def run(self) -> str:
        confirm_announcement(self.announcement, by=self.request.user)
        return _("Thank you: it is noted that you have read it.")


class AnnouncementFileView(PermissionMixin, View):
    """A file for whoever may read the announcement; withdrawn ones keep theirs to themselves."""

    permission = "announcements.announcement.list"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        file = get_object_or_404(AnnouncementFile.objects.select_related("announcement"), uid=uid)
        if not self._may_open(file.announcement):
            raise Http404
        return send_private(request, file.file.path, name=file.name, content_type=file.content_type)

    def _may_open(self, announcement: Announcement) -> bool:
        user = self.request.user
        if announcement.is_withdrawn or announcement.is_draft:
            act = "edit" if announcement.is_draft else "readers"
            return user.has_perm(f"announcements.announcement.{act}", announcement)
        return user.has_perm("announcements.announcement.view", announcement)
