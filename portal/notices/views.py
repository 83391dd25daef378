"""Pages of notices: my own, and for the office the mails that do not arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import TemplateView

from portal.access import PermissionMixin
from portal.notices.models import Delivery, Notice
from portal.notices.read import read_all, read_notice
from portal.notices.render import Sentences, sentences_of
from portal.notices.send import send_again
from portal.notices.tables import OutboxTable, UnreachableTable
from portal.ui.paging import KeysetPage
from portal.ui.tables import row_url

NEWEST = {"newest": ("id",)}


@dataclass(frozen=True)
class Line:
    """One notice as the list shows it."""

    notice: Notice
    sentences: Sentences
    open_url: str


class NoticeListView(PermissionMixin, TemplateView):
    """My notices, newest first; `?unread=1` shows the unread alone."""

    permission = "notices.mine"
    template_name = "notices/notice_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_unread_only = self.request.GET.get("unread") == "1"
        mine = Notice.objects.to(self.request.user)
        page = KeysetPage(
            mine.unread() if is_unread_only else mine,
            self.request.GET,
            orders=NEWEST,
            default="-newest",
        )
        open_url = row_url("notices:notice_open")
        return super().get_context_data(
            page=page,
            lines=[Line(n, sentences_of(n), open_url(n.pk)) for n in page.rows],
            newest=page.rows[0].pk if page.rows else 0,
            is_unread_only=is_unread_only,
            **kwargs,
        )


class NoticeOpenView(PermissionMixin, View):
    """Mark it read and go to what it is about."""

    permission = "notices.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = get_object_or_404(Notice.objects.to(request.user), pk=pk)
        read_notice(notice)
        is_ours = notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
        return redirect(notice.url if is_ours else reverse("notices:notice_list"))


class NoticeReadAllView(PermissionMixin, View):
    permission = "notices.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        newest = request.POST.get("newest", "")
        read = read_all(request.user, up_to=int(newest)) if newest.isdecimal() else 0
        words = ngettext(
            "%(count)d notice is marked as read.", "%(count)d notices are marked as read.", read
        )
        messages.success(request, words % {"count": read})
        return redirect("notices:notice_list")


class OutboxView(PermissionMixin, TemplateView):
    """Mails that were given up, newest first, and how many wait."""

    permission = "notices.outbox"
    template_name = "notices/outbox.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given_up = Delivery.objects.given_up().select_related("notice__person")
        page = KeysetPage(given_up, self.request.GET, orders=NEWEST, default="-newest")
        return super().get_context_data(
            page=page,
            table=OutboxTable(page.rows),
            waiting=Delivery.objects.waiting().count(),
            **kwargs,
        )


class SendAgainView(PermissionMixin, View):
    permission = "notices.outbox"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = [int(pk) for pk in request.POST.getlist("chosen") if pk.isdecimal()]
        sent = send_again(chosen)
        words = ngettext("%(count)d mail goes out again.", "%(count)d mails go out again.", sent)
        messages.success(request, words % {"count": sent})
        return redirect("notices:outbox")


class UnreachableView(PermissionMixin, TemplateView):
    """Who may sign in but has no mail address, or whose last mail was given up."""

    permission = "notices.unreachable"
    template_name = "notices/unreachable.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(table=UnreachableTable(unreachable()), **kwargs)


def unreachable() -> list[Any]:
    """People no mail reaches, each with the reason in words; two queries."""
    users = get_user_model().objects
    without = list(users.filter(is_active=True, email="").order_by("pinyin"))
    for person in without:
        person.why = _("No mail address is known.")
    refused = (
        Delivery.objects.given_up()
        .filter(notice__person__is_active=True)
        .exclude(notice__person__email="")
        .order_by("notice__person__pinyin", "-pk")
        .select_related("notice__person")
    )
    by_person = {}
    for delivery in refused:
        person = by_person.setdefault(delivery.notice.person_id, delivery.notice.person)
        person.why = person.__dict__.get("why") or delivery.answer
    return [*without, *by_person.values()]
